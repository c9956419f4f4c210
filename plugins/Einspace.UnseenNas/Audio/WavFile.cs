using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Einspace.Sdk;
using Einspace.UnseenNas.Folders;
using Einspace.UnseenNas.Making;

namespace Einspace.UnseenNas.Audio;

/// <summary>
/// A sound file: RIFF WAVE with whole numbers of 16, 24 or 32 bits or floating-point numbers of 32 or 64, any number of channels.
/// Samples stay in the file until they are asked for.
/// </summary>
internal sealed class WavFile
{
    private const int RiffHead = 12, ChunkHead = 8, ShortestFormat = 16, LongestFormat = 1024, HighestRate = 1_000_000;
    private const int Whole = 1, Floating = 3, Extensible = 0xFFFE;

    private readonly long _dataAt;
    private readonly int _tag, _bits, _channels;

    private WavFile(string path, SourceFile file, int tag, int bits, int channels, int rate, long dataAt, long frames) =>
        (Path, File, _tag, _bits, _channels, Rate, _dataAt, Frames) = (path, file, tag, bits, channels, rate, dataAt, frames);

    /// <summary>Where it lies.</summary>
    public string Path { get; }

    /// <summary>Its name and digest.</summary>
    public SourceFile File { get; }

    /// <summary>Samples of each channel in a second.</summary>
    public int Rate { get; }

    /// <summary>Samples of each channel.</summary>
    public long Frames { get; }

    private int FrameBytes => _channels * _bits / 8;

    /// <summary>Reads what the file says of itself, and its digest.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InputException">It is no such file, of another kind, or shorter than it says.</exception>
    public static WavFile Open(string path)
    {
        try
        {
            using FileStream stream = System.IO.File.OpenRead(path);
            SourceFile file = new(System.IO.Path.GetFileName(path), Convert.ToHexStringLower(SHA256.HashData(stream)));
            stream.Position = 0;
            return Read(stream, path, file);
        }
        catch (EndOfStreamException e)
        {
            throw new InputException($"{path} is damaged: it ends within its head, after {new FileInfo(path).Length} bytes; it may be truncated.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path} cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Some samples, −1 to 1, the mean of all channels.</summary>
    /// <param name="first">The first.</param>
    /// <param name="count">How many; all must be there.</param>
    /// <exception cref="InputException">The file cannot be read any more, or a sample is not finite.</exception>
    public float[] Read(long first, int count)
    {
        byte[] bytes = new byte[count * FrameBytes];
        try
        {
            using FileStream stream = System.IO.File.OpenRead(Path);
            stream.Position = _dataAt + (first * FrameBytes);
            stream.ReadExactly(bytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{Path} cannot be read: {e.Message}", e);
        }

        float[] samples = new float[count];
        int width = _bits / 8;
        for (int i = 0; i < count; i++)
        {
            double sum = 0;
            for (int channel = 0; channel < _channels; channel++)
                sum += Sample(bytes.AsSpan((i * FrameBytes) + (channel * width), width));
            samples[i] = (float)(sum / _channels);
            if (!float.IsFinite(samples[i]))
                throw new InputException($"{Path} holds {samples[i]} at sample {first + i}; finite numbers were expected.");
        }

        return samples;
    }

    private double Sample(ReadOnlySpan<byte> bytes) => (_tag, _bits) switch
    {
        (Whole, 16) => BinaryPrimitives.ReadInt16LittleEndian(bytes) / 32768.0,
        (Whole, 24) => ((bytes[0] << 8) | (bytes[1] << 16) | (bytes[2] << 24)) / 2147483648.0,
        (Whole, _) => BinaryPrimitives.ReadInt32LittleEndian(bytes) / 2147483648.0,
        (_, 32) => BinaryPrimitives.ReadSingleLittleEndian(bytes),
        _ => BinaryPrimitives.ReadDoubleLittleEndian(bytes),
    };

    private static WavFile Read(FileStream stream, string path, SourceFile file)
    {
        Span<byte> head = stackalloc byte[RiffHead];
        stream.ReadExactly(head);
        if (!head[..4].SequenceEqual("RIFF"u8) || !head[8..].SequenceEqual("WAVE"u8))
            throw new InputException($"{path} is no WAV file: it begins with '{Printable(head[..4])}', where RIFF and WAVE were expected.");

        byte[]? format = null;
        while (true)
        {
            Span<byte> chunk = head[..ChunkHead];
            if (stream.Position == stream.Length)
                throw new InputException($"{path} is damaged: it has no samples (the part 'data').");
            stream.ReadExactly(chunk);
            long length = BinaryPrimitives.ReadUInt32LittleEndian(chunk[4..]);
            if (chunk[..4].SequenceEqual("data"u8))
                return Samples(path, file, format, stream.Position, length, stream.Length - stream.Position);
            long next = stream.Position + length + (length % 2);
            if (next > stream.Length)
                throw new InputException($"{path} is damaged: its part '{Printable(chunk[..4])}' of {length} bytes goes beyond its end; it may be truncated.");
            if (chunk[..4].SequenceEqual("fmt "u8))
            {
                if (length is < ShortestFormat or > LongestFormat)
                    throw new InputException($"{path} is damaged: its part 'fmt ' has {length} bytes, where {ShortestFormat} were expected at least.");
                format = new byte[length];
                stream.ReadExactly(format);
            }

            stream.Position = next;
        }
    }

    private static WavFile Samples(string path, SourceFile file, byte[]? format, long dataAt, long length, long there)
    {
        if (format is null)
            throw new InputException($"{path} is damaged: it does not say how its samples are written (the part 'fmt ').");
        int tag = Number(0), channels = Number(2), frame = Number(12), bits = Number(14), rate = BinaryPrimitives.ReadInt32LittleEndian(format.AsSpan(4));
        if (tag == Extensible && format.Length >= 26)
            tag = Number(24);
        if ((tag, bits) is not ((Whole, 16 or 24 or 32) or (Floating, 32 or 64)))
            throw new InputException($"{path} has samples of kind {tag} with {bits} bits; PCM (1) with 16, 24 or 32 or floating point (3) with 32 or 64 were expected: convert it.");
        if (channels == 0 || rate is <= 0 or > HighestRate)
            throw new InputException($"{path} is damaged: it says that it has {channels} channels and {rate} samples a second; at most {HighestRate} were expected.");
        if (frame != channels * bits / 8)
            throw new InputException($"{path} has samples of {bits} bits for {channels} channels in {frame} bytes; {channels * bits / 8} were expected: convert it.");
        if (length > there)
            throw new InputException($"{path} is damaged: it promises {length} bytes of samples and has {there}; it may be truncated.");
        return new(path, file, tag, bits, channels, rate, dataAt, length / frame);

        int Number(int at) => BinaryPrimitives.ReadUInt16LittleEndian(format.AsSpan(at));
    }

    private static string Printable(ReadOnlySpan<byte> bytes) => Excerpt.Of(Encoding.Latin1.GetString(bytes));
}
