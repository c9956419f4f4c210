using System.Buffers.Binary;
using System.Text;

namespace Einspace.EndToEnd.Tests;

/// <summary>Writes arrays as NumPy does.</summary>
internal static class NpyFile
{
    /// <param name="path">The file.</param>
    /// <param name="type">NumPy's name of the elements' type, for example <c>&lt;f4</c>.</param>
    /// <param name="shape">The sizes of the axes, for example <c>7, 2</c> or <c>7,</c>.</param>
    /// <param name="data">The elements' bytes.</param>
    public static void Write(string path, string type, string shape, IEnumerable<byte> data)
    {
        string header = $"{{'descr': '{type}', 'fortran_order': False, 'shape': ({shape}), }}".PadRight(117) + "\n";
        byte[] length = new byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(length, (ushort)header.Length);
        File.WriteAllBytes(path, [0x93, .. "NUMPY\u0001\u0000"u8, .. length, .. Encoding.ASCII.GetBytes(header), .. data]);
    }
}
