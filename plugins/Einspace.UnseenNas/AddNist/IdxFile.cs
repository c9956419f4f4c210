using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using Einspace.Sdk;

namespace Einspace.UnseenNas.AddNist;

/// <summary>A file of MNIST's format: unsigned bytes with a big-endian header.</summary>
/// <param name="Path">Where it was read from, plain or compressed (.gz).</param>
/// <param name="Digest">SHA-256 of the file as it lies there, hexadecimal.</param>
/// <param name="Shape">Sizes of the axes: [N] for labels, [N, 28, 28] for images.</param>
/// <param name="Data">The bytes, last axis fastest.</param>
internal sealed record IdxFile(string Path, string Digest, int[] Shape, byte[] Data)
{
    /// <summary>Looks for a file under its usual names, plain or compressed.</summary>
    /// <param name="folder">Where to look.</param>
    /// <param name="name">The name without <c>.gz</c>, for example <c>t10k-images-idx3-ubyte</c>.</param>
    /// <returns>The path, or null.</returns>
    public static string? Find(string folder, string name)
    {
        string[] names = [name, name.Replace("-idx", ".idx")];
        return names.SelectMany(n => new[] { n, n + ".gz" }).Select(n => System.IO.Path.Combine(folder, n)).FirstOrDefault(File.Exists);
    }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file; compressed when its name ends in <c>.gz</c>.</param>
    /// <param name="axes">The number of axes that it must have.</param>
    /// <exception cref="InputException">It cannot be read or is not what it should be.</exception>
    public static IdxFile Read(string path, int axes)
    {
        byte[] raw, bytes;
        try
        {
            raw = File.ReadAllBytes(path);
            bytes = path.EndsWith(".gz", StringComparison.Ordinal) ? Decompress(raw) : raw;
        }
        catch (InvalidDataException e)
        {
            throw new InputException($"{path} is damaged: {e.Message}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path} cannot be read: {e.Message}", e);
        }

        int header = 4 + (4 * axes);
        if (bytes.Length < header || bytes is not [0, 0, 8, ..] || bytes[3] != axes)
            throw new InputException($"{path} is not an idx file of unsigned bytes with {axes} axes.");
        int[] shape = new int[axes];
        long length = 1;
        for (int axis = 0; axis < axes; axis++)
        {
            shape[axis] = BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(4 + (4 * axis)));
            length = Math.Min(Math.Max(shape[axis], 0) * length, int.MaxValue);
        }

        if (bytes.Length - header != length)
            throw new InputException($"{path} is truncated or damaged: its header promises {string.Join('×', shape)} bytes, and {bytes.Length - header} follow.");
        return new(path, Convert.ToHexStringLower(SHA256.HashData(raw)), shape, bytes[header..]);
    }

    private static byte[] Decompress(byte[] raw)
    {
        using GZipStream stream = new(new MemoryStream(raw), CompressionMode.Decompress);
        using MemoryStream bytes = new();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
