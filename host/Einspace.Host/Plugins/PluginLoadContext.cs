using System.Collections.Frozen;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using Einspace.Sdk.Plugins;

namespace Einspace.Host.Plugins;

/// <summary>
/// Loads one plugin's assemblies apart from every other's. Shared with the host are the contract and the attributes by which parts
/// are found, and nothing else; .NET itself comes from the host; all the rest from the plugin's folder, so that two plugins may
/// use two versions of one library. Safe for concurrent use: it holds no state of its own.
/// </summary>
internal sealed class PluginLoadContext : AssemblyLoadContext
{
    private static readonly FrozenSet<string> Shared = FrozenSet.Create("Einspace.Sdk", "System.Composition.AttributedModel");
    private static readonly AssemblyLoadContext Parent = GetLoadContext(typeof(PartFactory).Assembly) ?? Default;
    private static readonly string Framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;

    private readonly AssemblyDependencyResolver _resolver;
    private readonly string _folder;
    private readonly string _id;

    /// <param name="id">The plugin's id, for messages.</param>
    /// <param name="assemblyPath">Full path of the plugin's assembly; its <c>.deps.json</c>, if any, lies beside it.</param>
    /// <param name="collectible">Whether it can be unloaded. Collectible code ran 1.4 to 2.2 times slower: only where reloading is wanted.</param>
    public PluginLoadContext(string id, string assemblyPath, bool collectible)
        : base(id, collectible)
    {
        _id = id;
        _folder = Path.GetDirectoryName(assemblyPath)!;
        _resolver = new AssemblyDependencyResolver(assemblyPath);
    }

    /// <summary>Whether an assembly can be loaded here.</summary>
    public bool Knows(AssemblyName name) => Shared.Contains(name.Name!) || Locate(name) is not null || IsFramework(name);

    /// <summary>Whether an assembly is the host's for all plugins, whatever they ship.</summary>
    public static bool IsShared(string name) => Shared.Contains(name);

    /// <summary>The file of a native library beside the plugin; null where it is left to the system.</summary>
    public string? LocateNative(string name) => _resolver.ResolveUnmanagedDllToPath(name)
        ?? NativeNames(name).Select(file => Path.Combine(_folder, file)).FirstOrDefault(File.Exists);

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        // Without the version: a plugin built against an older contract gets the host's (admission refused what does not fit).
        if (Shared.Contains(assemblyName.Name!))
            return Parent.LoadFromAssemblyName(new AssemblyName(assemblyName.Name!));
        if (Locate(assemblyName) is { } path)
            return LoadFromAssemblyPath(path);
        // Null would let the host's private packages in, by accident and in the host's version.
        if (IsFramework(assemblyName) || !string.IsNullOrEmpty(assemblyName.CultureName))
            return null;
        throw new FileNotFoundException(
            $"The plugin '{_id}' needs the assembly {assemblyName.Name} {assemblyName.Version}, which is neither in its folder {_folder} nor part of .NET.");
    }

    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        LocateNative(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : 0;

    private static bool IsFramework(AssemblyName name) => File.Exists(Path.Combine(Framework, name.Name + ".dll"));

    private static IEnumerable<string> NativeNames(string name)
    {
        string suffix = OperatingSystem.IsWindows() ? ".dll" : OperatingSystem.IsMacOS() ? ".dylib" : ".so";
        return [name, name + suffix, "lib" + name, "lib" + name + suffix];
    }

    private string? Locate(AssemblyName name)
    {
        if (_resolver.ResolveAssemblyToPath(name) is { } path)
            return path;
        string beside = string.IsNullOrEmpty(name.CultureName)
            ? Path.Combine(_folder, name.Name + ".dll")
            : Path.Combine(_folder, name.CultureName, name.Name + ".dll");
        return File.Exists(beside) ? beside : null;
    }
}
