using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Einspace.Sdk.Testing;

/// <summary>
/// What every assembly of strategies, grammars or pruners promises; its subject is the assembly, whose references are read, not
/// its behaviour. A plain call of a string's <c>GetHashCode</c>, which differs from process to process, cannot be told there from
/// that of any object: take care of it yourself. <c>System.HashCode</c> is forbidden because every process seeds it anew.
/// </summary>
public static class AssemblySuite
{
    // Types that are forbidden as such, and single members of types that are not.
    private static readonly HashSet<string> Forbidden =
    [
        "System.Random", "System.Security.Cryptography.RandomNumberGenerator", "System.Guid.NewGuid", "System.Guid.CreateVersion7",
        "System.Diagnostics.Stopwatch", "System.TimeProvider", "System.DateTime.get_Now", "System.DateTime.get_UtcNow",
        "System.DateTime.get_Today", "System.DateTimeOffset.get_Now", "System.DateTimeOffset.get_UtcNow",
        "System.Environment.get_TickCount", "System.Environment.get_TickCount64", "System.Environment.get_ProcessId",
        "System.Threading.Timer", "System.Threading.PeriodicTimer", "System.Timers.Timer",
        "System.HashCode", "System.String.GetHashCode", "System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode",
        "System.Console", "System.IO.File", "System.IO.FileInfo", "System.IO.FileStream", "System.IO.Directory",
        "System.IO.DirectoryInfo", "System.Diagnostics.Process", "System.Threading.Thread.Sleep",
    ];

    /// <summary>The rules.</summary>
    public static IReadOnlyList<ConformanceRule<Assembly>> Rules { get; } =
    [
        new(
            "no-clock-no-chance",
            "The code uses no clock, no randomness but RandomStream, no hash that differs between processes, no console and no files.",
            (assembly, broken) =>
            {
                string[] used = [.. References(assembly).Where(Forbidden.Contains).Order(StringComparer.Ordinal)];
                if (used.Length > 0)
                    broken(string.Join(", ", used));
            }),
    ];

    private static IEnumerable<string> References(Assembly assembly)
    {
        using FileStream file = File.OpenRead(assembly.Location);
        using PEReader image = new(file);
        MetadataReader metadata = image.GetMetadataReader();
        List<string> names = [.. metadata.TypeReferences.Select(handle => NameOf(metadata, handle))];
        foreach (MemberReferenceHandle handle in metadata.MemberReferences)
        {
            MemberReference member = metadata.GetMemberReference(handle);
            if (member.Parent.Kind == HandleKind.TypeReference)
                names.Add($"{NameOf(metadata, (TypeReferenceHandle)member.Parent)}.{metadata.GetString(member.Name)}");
        }

        return names;
    }

    private static string NameOf(MetadataReader metadata, TypeReferenceHandle handle)
    {
        TypeReference type = metadata.GetTypeReference(handle);
        return $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}";
    }
}
