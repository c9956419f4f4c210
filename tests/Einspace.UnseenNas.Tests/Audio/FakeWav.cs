namespace Einspace.UnseenNas.Tests.Audio;

/// <summary>Writes sound files.</summary>
internal static class FakeWav
{
    /// <summary>A file with a part before the samples that says nothing of them.</summary>
    /// <param name="kind">1 for whole numbers, 3 for floating-point ones; 0xFFFE followed by the kind in 8 further bits is the extensible form.</param>
    /// <param name="bits">Bits of a sample.</param>
    /// <param name="rate">Samples in a second.</param>
    /// <param name="channels">For each channel its samples, −1 to 1.</param>
    public static byte[] Write(int kind, int bits, int rate, params double[][] channels)
    {
        using MemoryStream stream = new();
        using BinaryWriter file = new(stream);
        bool extensible = kind < 0;
        kind = Math.Abs(kind);
        int frame = channels.Length * bits / 8, format = extensible ? 40 : 16, data = channels[0].Length * frame;
        file.Write("RIFF"u8);
        file.Write(4 + 8 + format + 8 + 4 + 8 + data);
        file.Write("WAVEfmt "u8);
        file.Write(format);
        file.Write((ushort)(extensible ? 0xFFFE : kind));
        file.Write((ushort)channels.Length);
        file.Write(rate);
        file.Write(rate * frame);
        file.Write((ushort)frame);
        file.Write((ushort)bits);
        if (extensible)
        {
            file.Write([22, 0, (byte)bits, 0, 0, 0, 0, 0, (byte)kind, 0]);
            file.Write(new byte[14]);
        }

        file.Write("LIST"u8);
        file.Write(3);
        file.Write([1, 2, 3, 0]);
        file.Write("data"u8);
        file.Write(data);
        for (int i = 0; i < channels[0].Length; i++)
        {
            foreach (double[] channel in channels)
                Write(file, kind, bits, channel[i]);
        }

        file.Flush();
        return stream.ToArray();
    }

    /// <summary>A tone.</summary>
    public static double[] Tone(double hertz, int rate, double seconds, double loud = 0.5) =>
        [.. Enumerable.Range(0, (int)(rate * seconds)).Select(i => loud * Math.Sin(2 * Math.PI * hertz * i / rate))];

    private static void Write(BinaryWriter file, int kind, int bits, double sample)
    {
        switch (kind, bits)
        {
            case (3, 32):
                file.Write((float)sample);
                break;
            case (3, 64):
                file.Write(sample);
                break;
            default:
                long whole = (long)Math.Round(sample * ((1L << (bits - 1)) - 1));
                for (int shift = 0; shift < bits; shift += 8)
                    file.Write((byte)(whole >> shift));
                break;
        }
    }
}
