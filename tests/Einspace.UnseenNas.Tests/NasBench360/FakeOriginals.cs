using System.IO.Compression;
using Einspace.UnseenNas.Npy;

namespace Einspace.UnseenNas.Tests.NasBench360;

/// <summary>Small files in the form of NAS-Bench-360's originals, of noise from a fixed seed: no example twice.</summary>
internal static class FakeOriginals
{
    /// <summary>Images of CIFAR-100's files; a fifth of the first is validation.</summary>
    public const int CifarTrain = 61, CifarTest = 20;

    public static readonly (string Name, int Count)[] Splits = [("train", 40), ("val", 12), ("test", 14)];

    public static void Cifar100(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach ((string name, int count) in new[] { ("train.bin", CifarTrain), ("test.bin", CifarTest) })
        {
            byte[] records = Noise(name, count * 3074);
            for (int i = 0; i < count; i++)
                (records[i * 3074], records[(i * 3074) + 1]) = ((byte)(i % 20), (byte)(i % 100));
            File.WriteAllBytes(Path.Combine(folder, name), records);
        }
    }

    /// <summary>NinaPro's six files: the number at a place of an example tells both, which is what turning shows by.</summary>
    public static void NinaPro(string folder, bool turned = false)
    {
        Directory.CreateDirectory(folder);
        foreach ((string name, int count) in Splits)
        {
            double[] examples = [.. Noise(name, count * 832).Select((noise, place) => (place % 832) + (noise / 1000.0))];
            Write(Path.Combine(folder, $"ninapro_{name}.npy"), NpyElement.Float64, examples, turned ? [count, 16, 52] : [count, 52, 16]);
            Write(Path.Combine(folder, $"label_{name}.npy"), NpyElement.Int64, Enumerable.Range(0, count).Select(i => i % 18L).ToArray(), count);
        }
    }

    /// <summary>DeepSEA's archive.</summary>
    public static void DeepSea(string folder, CompressionLevel compression = CompressionLevel.NoCompression)
    {
        Directory.CreateDirectory(folder);
        using ZipArchive archive = ZipFile.Open(Path.Combine(folder, "deepsea_filtered.npz"), ZipArchiveMode.Create);
        foreach ((string name, int count) in Splits)
        {
            byte[] bases = new byte[count * 4000], labels = Noise($"{name} labels", count * 36);
            foreach ((int place, byte noise) in Noise(name, count * 1000).Index())
                bases[(place * 4) + (noise % 4)] = 1;
            Add($"x_{name}", bases, count, 1000, 4);
            Add($"y_{name}", [.. labels.Select(noise => (byte)(noise % 2))], count, 36);
        }

        void Add(string name, byte[] values, params long[] shape)
        {
            using Stream stream = archive.CreateEntry($"{name}.npy", compression).Open();
            NpyWriter.Write<byte>(stream, new(NpyElement.UInt8, false, false, [.. shape]), values);
        }
    }

    /// <summary>Cosmic's pictures: of one training and one test visit that show galaxies, and one of each that does not.</summary>
    public static void Cosmic(string folder)
    {
        foreach ((string part, string visit, int count) in new[] { ("npy_train", "10760/2", 20), ("npy_test", "12058/16", 5), ("npy_train", "10595/2", 1), ("npy_test", "9425/4", 1) })
        {
            string within = Path.Combine(folder, part, "f435w", visit);
            Directory.CreateDirectory(within);
            for (int i = 0; i < count; i++)
            {
                byte[] noise = Noise($"{part} {visit} {i}", 2 * 256 * 256);
                float[] planes = [.. noise.Select((value, place) => place < 256 * 256 ? value : value < 10 ? 1f : 0f)];
                Write(Path.Combine(within, $"{i + 1}_{i}.npy"), NpyElement.Float32, planes, 2, 256, 256);
            }

            Write(Path.Combine(within, "sky.npy"), NpyElement.Float32, new float[count], count);
        }
    }

    public static void Write<T>(string path, NpyElement element, T[] values, params long[] shape)
        where T : unmanaged, System.Numerics.INumberBase<T>
    {
        using FileStream stream = File.Create(path);
        NpyWriter.Write<T>(stream, new(element, false, false, [.. shape]), values);
    }

    private static byte[] Noise(string name, int length)
    {
        RandomStream random = RandomStream.Derive(1, name);
        return [.. Enumerable.Range(0, length).Select(_ => (byte)random.NextInt(256))];
    }
}
