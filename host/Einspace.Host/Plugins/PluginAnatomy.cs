using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Versioning;
using Einspace.Sdk.Plugins;

namespace Einspace.Host.Plugins;

/// <summary>What a plugin's folder consists of, read from its files alone: also of one that is refused.</summary>
internal sealed record PluginAnatomy
{
    private static readonly string Contract = typeof(EinspacePluginAttribute).Assembly.GetName().Name!;

    /// <summary>Its assembly.</summary>
    public required string AssemblyPath { get; init; }

    /// <summary>The contract that it was built against, as major.minor; null where it knows none.</summary>
    public string? ContractVersion { get; init; }

    /// <summary>The framework that it was built for, such as <c>.NETCoreApp 10.0</c>; null where it does not say.</summary>
    public string? Framework { get; init; }

    /// <summary>What it needs and the host gives to all plugins alike.</summary>
    public ImmutableArray<AssemblyName> Shared { get; init; } = [];

    /// <summary>What it ships for itself: names, versions, and whether it is of any use there.</summary>
    public ImmutableArray<(AssemblyName Name, bool IsUsed)> Private { get; init; } = [];

    /// <summary>What it needs, and is neither shared, nor shipped, nor part of .NET.</summary>
    public ImmutableArray<AssemblyName> Missing { get; init; } = [];

    /// <summary>Native libraries in its folder, by relative paths.</summary>
    public ImmutableArray<string> Native { get; init; } = [];

    /// <summary>Native libraries that its code names, and the file of each; null where it is left to the system.</summary>
    public ImmutableArray<(string Name, string? File)> Imports { get; init; } = [];

    /// <summary>Looks at a plugin.</summary>
    /// <param name="path">Its assembly, or its folder.</param>
    /// <returns>What it consists of; null where no assembly of it can be read.</returns>
    public static PluginAnatomy? Read(string path)
    {
        string folder = Directory.Exists(path) ? path : Path.GetDirectoryName(path)!;
        ImmutableArray<AssemblyFile> managed = [.. Directory.EnumerateFiles(folder, "*.dll", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal).Select(AssemblyFile.TryRead).OfType<AssemblyFile>()];
        AssemblyFile? main = managed.FirstOrDefault(file => file.Path == path)
            ?? managed.FirstOrDefault(file => file.Attribute(typeof(EinspacePluginAttribute).FullName!) is not null);
        if (main is null)
            return null;
        PluginLoadContext context = new(main.Name, main.Path, collectible: true);
        ImmutableArray<AssemblyName> needed = [.. managed.SelectMany(file => file.References).DistinctBy(name => (name.Name, name.Version)).OrderBy(name => name.Name, StringComparer.Ordinal)];
        PluginAnatomy anatomy = new()
        {
            AssemblyPath = main.Path,
            ContractVersion = main.References.FirstOrDefault(name => name.Name == Contract)?.Version?.ToString(2),
            Framework = main.Attribute(typeof(TargetFrameworkAttribute).FullName!) is { } text ? AssemblyFile.Framework(text) is { } framework ? $"{framework.Identifier} {framework.Version}" : text : null,
            Shared = [.. needed.Where(name => PluginLoadContext.IsShared(name.Name!))],
            Private = [.. managed.Where(file => file != main).Select(file => (new AssemblyName(file.Name) { Version = file.Version }, !PluginLoadContext.IsShared(file.Name)))],
            Missing = [.. main.References.Where(name => !context.Knows(name))],
            Native = [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(IsNative)
                .Select(file => Path.GetRelativePath(folder, file)).Order(StringComparer.Ordinal)],
            Imports = [.. managed.SelectMany(file => file.NativeImports).Distinct().Order(StringComparer.Ordinal).Select(name => (name, context.LocateNative(name)))],
        };
        context.Unload();
        return anatomy;
    }

    private static bool IsNative(string path)
    {
        Span<byte> begin = stackalloc byte[4];
        // What a link leads to may be gone.
        if (File.ResolveLinkTarget(path, returnFinalTarget: true) is { Exists: false })
            return false;
        using FileStream file = File.OpenRead(path);
        if (file.ReadAtLeast(begin, begin.Length, throwOnEndOfStream: false) < begin.Length)
            return false;
        bool isElf = begin is [0x7F, (byte)'E', (byte)'L', (byte)'F'];
        bool isMachO = begin is [0xCF, 0xFA, 0xED, 0xFE] or [0xCA, 0xFE, 0xBA, 0xBE];
        bool isWindows = begin is [(byte)'M', (byte)'Z', ..] && AssemblyFile.TryRead(path) is null;
        return isElf || isMachO || isWindows;
    }
}
