using System.Buffers.Binary;
using Einspace.Sdk;
using Einspace.UnseenNas.Folders;
using Einspace.UnseenNas.Making;

namespace Einspace.UnseenNas.Mnist;

/// <summary>A file of MNIST's format: unsigned bytes with a big-endian header.</summary>
/// <param name="Path">Where it was read from, plain or compressed (.gz).</param>
/// <param name="File">Its name and digest.</param>
/// <param name="Shape">Sizes of the axes: [N] for labels, [N, 28, 28] for images.</param>
/// <param name="Data">The bytes, last axis fastest.</param>
internal sealed record IdxFile(string Path, SourceFile File, int[] Shape, byte[] Data)
{
    /// <summary>Looks for a file under its usual names, plain or compressed.</summary>
    /// <param name="folder">Where to look.</param>
    /// <param name="name">The name without <c>.gz</c>, for example <c>t10k-images-idx3-ubyte</c>.</param>
    /// <returns>The path, or null.</returns>
    public static string? Find(string folder, string name) => SourceBytes.Find(folder, name, name.Replace("-idx", ".idx"));

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file; compressed when its name ends in <c>.gz</c>.</param>
    /// <param name="axes">The number of axes that it must have.</param>
    /// <exception cref="InputException">It cannot be read or is not what it should be.</exception>
    public static IdxFile Read(string path, int axes)
    {
        SourceBytes source = SourceBytes.Read(path);
        byte[] bytes = source.Bytes;
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
        return new(path, source.File, shape, bytes[header..]);
    }
}
