using System.Numerics;
using System.Runtime.InteropServices;

namespace Einspace.UnseenNas.Npy;

/// <summary>Writes arrays as .npy files.</summary>
internal static class NpyWriter
{
    /// <summary>Writes a whole array.</summary>
    /// <typeparam name="T">The element type that the header names.</typeparam>
    /// <param name="stream">Where to write.</param>
    /// <param name="header">Element type, byte order, axis order and shape of the file.</param>
    /// <param name="values">The elements with the last axis varying fastest, whatever the file's order.</param>
    /// <param name="version">The format's version, 1 to 3.</param>
    public static void Write<T>(Stream stream, NpyHeader header, ReadOnlySpan<T> values, int version = 1)
        where T : unmanaged, INumberBase<T>
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Length, header.Count);
        header.Write(stream, version);
        T[] ordered = new T[values.Length];
        if (header.Fortran)
            Transpose(values, ordered, header.Shape.AsSpan());
        else
            values.CopyTo(ordered);

        Span<byte> bytes = MemoryMarshal.AsBytes(ordered.AsSpan());
        if (header.BigEndian == BitConverter.IsLittleEndian)
        {
            int size = header.Element.Size();
            for (int at = 0; at < bytes.Length; at += size)
                bytes.Slice(at, size).Reverse();
        }

        stream.Write(bytes);
    }

    private static void Transpose<T>(ReadOnlySpan<T> from, Span<T> to, ReadOnlySpan<long> shape)
    {
        for (int i = 0; i < from.Length; i++)
        {
            // The index of element i along each axis, last axis first, is its place in the other order.
            long rest = i, place = 0, stride = from.Length;
            for (int axis = shape.Length - 1; axis >= 0; axis--)
            {
                stride /= shape[axis];
                place += rest % shape[axis] * stride;
                rest /= shape[axis];
            }

            to[(int)place] = from[i];
        }
    }
}
