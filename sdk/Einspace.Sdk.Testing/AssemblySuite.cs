using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Einspace.Sdk.Evaluation;

namespace Einspace.Sdk.Testing;

/// <summary>
/// What every assembly of strategies, grammars or pruners promises; its subject is the assembly, whose references are read, not
/// its behaviour. A plain call of a string's <c>GetHashCode</c>, which differs from process to process, cannot be told there from
/// that of any object: take care of it yourself. <c>System.HashCode</c> is forbidden because every process seeds it anew.
/// </summary>
public static class AssemblySuite
{
    // Types that are forbidden as such, single members of types that are not, and constructors by their first parameter.
    private static readonly HashSet<string> Forbidden =
    [
        "System.Random", "System.Security.Cryptography.RandomNumberGenerator", "System.Guid.NewGuid", "System.Guid.CreateVersion7",
        "System.IO.Path.GetRandomFileName", "System.IO.Path.GetTempFileName",
        "System.HashCode", "System.String.GetHashCode", "System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode",
        "System.Diagnostics.Stopwatch", "System.TimeProvider", "System.DateTime.get_Now", "System.DateTime.get_UtcNow",
        "System.DateTime.get_Today", "System.DateTimeOffset.get_Now", "System.DateTimeOffset.get_UtcNow",
        "System.Environment.get_TickCount", "System.Environment.get_TickCount64", "System.Environment.get_ProcessId",
        "System.Environment.get_MachineName", "System.Diagnostics.Process",
        "System.Threading.Timer", "System.Threading.PeriodicTimer", "System.Timers.Timer", "System.Threading.Thread.Sleep",
        "System.Threading.CancellationTokenSource.CancelAfter", "new System.Threading.CancellationTokenSource(Int32)",
        "new System.Threading.CancellationTokenSource(System.TimeSpan)",
        "System.Console", "System.IO.File", "System.IO.FileInfo", "System.IO.FileStream", "System.IO.Directory",
        "System.IO.DirectoryInfo", "new System.IO.StreamReader(String)", "new System.IO.StreamWriter(String)",
    ];

    private const string Delay = "System.Threading.Tasks.Task.Delay";

    // With all that is below them; of the network only what turns text into text is harmless.
    private static readonly string[] ForbiddenNamespaces = ["System.Net", "System.IO.MemoryMappedFiles"];
    private static readonly HashSet<string> Harmless = ["System.Net.WebUtility"];

    /// <summary>The rules.</summary>
    public static IReadOnlyList<ConformanceRule<Assembly>> Rules { get; } =
    [
        new(
            "no-clock-no-chance",
            "The code uses no clock or timer, no randomness but RandomStream, no hash that differs between processes, no console, no files, no network "
            + "and no process; Task.Delay is for evaluators alone.",
            (assembly, broken) =>
            {
                string[] used = [.. ForbiddenReferences(assembly).Distinct().Order(StringComparer.Ordinal)];
                if (used.Length > 0)
                    broken(string.Join(", ", used));
            }),
    ];

    private static List<string> ForbiddenReferences(Assembly assembly)
    {
        using FileStream file = File.OpenRead(assembly.Location);
        using PEReader image = new(file);
        MetadataReader metadata = image.GetMetadataReader();
        List<string> names = [];
        foreach (TypeReferenceHandle handle in metadata.TypeReferences)
        {
            string name = NameOf(metadata, handle);
            if (Forbidden.Contains(name) || (IsInForbiddenNamespace(name) && !Harmless.Contains(name)))
                names.Add(name);
        }

        bool mayDelay = HasEvaluator(metadata);
        foreach (MemberReferenceHandle handle in metadata.MemberReferences)
        {
            MemberReference member = metadata.GetMemberReference(handle);
            if (member.Parent.Kind == HandleKind.TypeReference && NameOf(metadata, member) is var name
                && (Forbidden.Contains(name) || (name == Delay && !mayDelay)))
                names.Add(name);
        }

        return names;
    }

    private static bool IsInForbiddenNamespace(string type) =>
        ForbiddenNamespaces.Any(name => type.StartsWith($"{name}.", StringComparison.Ordinal));

    // An evaluator takes its time, and a made-up one may pretend to.
    private static bool HasEvaluator(MetadataReader metadata) => metadata.TypeDefinitions
        .SelectMany(handle => metadata.GetTypeDefinition(handle).GetInterfaceImplementations())
        .Select(handle => metadata.GetInterfaceImplementation(handle).Interface)
        .Any(type => type.Kind == HandleKind.TypeReference && NameOf(metadata, (TypeReferenceHandle)type) == typeof(IEvaluator).FullName);

    private static string NameOf(MetadataReader metadata, MemberReference member)
    {
        string type = NameOf(metadata, (TypeReferenceHandle)member.Parent);
        string name = metadata.GetString(member.Name);
        return name == ".ctor" ? $"new {type}({FirstParameter(metadata, member)})" : $"{type}.{name}";
    }

    /// <summary>The type of a constructor's first parameter; nothing where it has none, or one that no name here needs.</summary>
    private static string FirstParameter(MetadataReader metadata, MemberReference constructor)
    {
        BlobReader signature = metadata.GetBlobReader(constructor.Signature);
        signature.ReadSignatureHeader();
        int parameters = signature.ReadCompressedInteger();
        signature.ReadSignatureTypeCode(); // void
        if (parameters == 0)
            return "";
        SignatureTypeCode first = signature.ReadSignatureTypeCode();
        if (first != SignatureTypeCode.TypeHandle)
            return first.ToString();
        EntityHandle type = signature.ReadTypeHandle();
        return type.Kind == HandleKind.TypeReference ? NameOf(metadata, (TypeReferenceHandle)type) : "";
    }

    private static string NameOf(MetadataReader metadata, TypeReferenceHandle handle)
    {
        TypeReference type = metadata.GetTypeReference(handle);
        return $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}";
    }
}
