using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text;

namespace Einspace.EndToEnd.Tests.Plugins;

/// <summary>Makes other plugins of a fixture, without building them.</summary>
internal static class AssemblyPatch
{
    /// <summary>Copies a fixture with other texts, of equal lengths: ids, names and versions lie in an assembly as they are written.</summary>
    public static string Copy(string fixture, string to, params (string From, string To)[] texts)
    {
        Folders.Copy(Folders.Fixture(fixture), to);
        string assembly = Path.Combine(to, fixture + ".dll");
        byte[] bytes = File.ReadAllBytes(assembly);
        foreach ((string from, string other) in texts)
            Replace(bytes, Encoding.UTF8.GetBytes(from), Encoding.UTF8.GetBytes(other));
        File.WriteAllBytes(assembly, bytes);
        return to;
    }

    /// <summary>Has an assembly say that it was built against another version of one that it references.</summary>
    public static void Reference(string assembly, string name, Version version)
    {
        byte[] bytes = File.ReadAllBytes(assembly);
        using PEReader image = new(new MemoryStream(bytes));
        MetadataReader metadata = image.GetMetadataReader();
        AssemblyReferenceHandle found = metadata.AssemblyReferences.Single(handle => metadata.StringComparer.Equals(metadata.GetAssemblyReference(handle).Name, name));
        int row = image.PEHeaders.MetadataStartOffset + metadata.GetTableMetadataOffset(TableIndex.AssemblyRef)
            + ((MetadataTokens.GetRowNumber(found) - 1) * metadata.GetTableRowSize(TableIndex.AssemblyRef));
        foreach ((int number, int i) in new[] { version.Major, version.Minor, version.Build, version.Revision }.Select((number, i) => (number, i)))
            BitConverter.GetBytes((ushort)number).CopyTo(bytes, row + (2 * i));
        File.WriteAllBytes(assembly, bytes);
    }

    private static void Replace(Span<byte> bytes, ReadOnlySpan<byte> from, ReadOnlySpan<byte> to)
    {
        Assert.That(to.Length, Is.EqualTo(from.Length));
        int count = 0;
        for (int at = bytes.IndexOf(from); at >= 0; at = bytes.IndexOf(from), count++)
        {
            to.CopyTo(bytes[at..]);
            bytes = bytes[(at + to.Length)..];
        }

        Assert.That(count, Is.Positive, "The fixture has no such text.");
    }
}
