using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Runtime.Versioning;

namespace Einspace.Host.Plugins;

/// <summary>An assembly's metadata, read from its file without loading it.</summary>
internal sealed record AssemblyFile
{
    private AssemblyFile(string path, MetadataReader metadata)
    {
        Path = path;
        Name = metadata.GetString(metadata.GetAssemblyDefinition().Name);
        Version = metadata.GetAssemblyDefinition().Version;
        References = [.. metadata.AssemblyReferences.Select(handle => metadata.GetAssemblyReference(handle).GetAssemblyName())];
        NativeImports = [.. Enumerable.Range(1, metadata.GetTableRowCount(TableIndex.ModuleRef))
            .Select(row => metadata.GetString(metadata.GetModuleReference(MetadataTokens.ModuleReferenceHandle(row)).Name))];
        Attributes = metadata.GetAssemblyDefinition().GetCustomAttributes()
            .Select(handle => ReadTextAttribute(metadata, metadata.GetCustomAttribute(handle)))
            .OfType<(string Name, string Value)>()
            .ToLookup(attribute => attribute.Name, attribute => attribute.Value);
    }

    public string Path { get; }

    public string Name { get; }

    public Version Version { get; }

    public ImmutableArray<AssemblyName> References { get; }

    /// <summary>The native libraries that its methods are declared to be in (<c>DllImport</c>).</summary>
    public ImmutableArray<string> NativeImports { get; }

    /// <summary>The assembly's attributes whose constructor's first argument is a text: full name of the type, that text.</summary>
    public ILookup<string, string> Attributes { get; }

    public string? Attribute(string fullName) => Attributes[fullName].FirstOrDefault();

    /// <summary>Reads a file; null where it is no .NET assembly.</summary>
    public static AssemblyFile? TryRead(string path)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            using PEReader image = new(file);
            if (!image.HasMetadata)
                return null;
            MetadataReader metadata = image.GetMetadataReader();
            return metadata.IsAssembly ? new AssemblyFile(path, metadata) : null;
        }
        catch (BadImageFormatException)
        {
            return null;
        }
    }

    /// <summary>The framework that an attribute's text names; null where it names none.</summary>
    public static FrameworkName? Framework(string text)
    {
        try
        {
            return new FrameworkName(text);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static (string Name, string Value)? ReadTextAttribute(MetadataReader metadata, CustomAttribute attribute)
    {
        if (attribute.Constructor.Kind != HandleKind.MemberReference)
            return null;
        MemberReference constructor = metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor);
        if (constructor.Parent.Kind != HandleKind.TypeReference)
            return null;

        BlobReader signature = metadata.GetBlobReader(constructor.Signature);
        signature.ReadSignatureHeader();
        if (signature.ReadCompressedInteger() == 0)
            return null;
        signature.ReadSignatureTypeCode();
        if (signature.ReadSignatureTypeCode() != SignatureTypeCode.String)
            return null;

        TypeReference type = metadata.GetTypeReference((TypeReferenceHandle)constructor.Parent);
        BlobReader value = metadata.GetBlobReader(attribute.Value);
        value.ReadUInt16();
        return ($"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}", value.ReadSerializedString() ?? "");
    }
}
