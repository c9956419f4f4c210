using System.Reflection;
using System.Runtime.Versioning;
using System.Text.RegularExpressions;
using Einspace.Sdk.Plugins;

namespace Einspace.Host.Plugins;

/// <summary>
/// Decides from a plugin's files alone, before any of its code runs, whether it may be loaded. What would otherwise fail later and
/// obscurely is refused here with a sentence.
/// </summary>
internal static partial class PluginAdmission
{
    private static readonly AssemblyName Contract = typeof(EinspacePluginAttribute).Assembly.GetName();

    /// <summary>Looks at a plugin.</summary>
    /// <exception cref="PluginRefusedException">It may not be loaded.</exception>
    public static PluginManifest Admit(PluginSource source)
    {
        AssemblyFile file = FindAssembly(source);
        string id = file.Attribute(typeof(EinspacePluginAttribute).FullName!)!;
        string name = Path.GetFileName(file.Path);
        if (!Name().IsMatch(id))
            throw new PluginRefusedException($"{name} declares the id '{id}', expected lower-case letters, digits and hyphens.");
        if (source.IsInstalled && Path.GetFileName(source.Folder) != id)
            throw new PluginRefusedException($"{name} declares the id '{id}', but its folder is named '{Path.GetFileName(source.Folder)}': rename the folder.");

        if (file.References.All(reference => reference.Name != Contract.Name))
            throw new PluginRefusedException($"{name} does not reference {Contract.Name}, whose contracts a plugin implements.");
        foreach (AssemblyFile shipped in Assemblies(source.Folder))
            CheckContract(shipped);
        CheckFramework(file);
        return new PluginManifest(id, InformationalVersion(file), file.Path, file.References);
    }

    /// <summary>Whether a text can name a plugin or a part.</summary>
    public static bool IsName(string text) => Name().IsMatch(text);

    [GeneratedRegex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
    private static partial Regex Name();

    private static AssemblyFile FindAssembly(PluginSource source)
    {
        List<string> files = source.Path == source.Folder ? Libraries(source.Folder) : [source.Path];
        if (files.Count == 0)
            throw new PluginRefusedException("the folder holds no assembly (*.dll).");
        List<AssemblyFile> assemblies = [.. files.Select(AssemblyFile.TryRead).OfType<AssemblyFile>()];
        if (assemblies.Count == 0)
            throw new PluginRefusedException($"{string.Join(", ", files.Select(Path.GetFileName))} is not a .NET assembly: the file is damaged, or something else.");
        List<AssemblyFile> plugins = [.. assemblies.Where(a => a.Attribute(typeof(EinspacePluginAttribute).FullName!) is not null)];
        return plugins switch
        {
            [var plugin] => plugin,
            [] => throw new PluginRefusedException($"no assembly of it ({Names(assemblies)}) declares [assembly: EinspacePlugin(\"id\")]."),
            _ => throw new PluginRefusedException($"several of its assemblies declare [assembly: EinspacePlugin]: {Names(plugins)}; expected one."),
        };
    }

    private static List<string> Libraries(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*.dll").Order(StringComparer.Ordinal)];

    private static IEnumerable<AssemblyFile> Assemblies(string folder) => Libraries(folder).Select(AssemblyFile.TryRead).OfType<AssemblyFile>();

    private static string Names(IEnumerable<AssemblyFile> files) => string.Join(", ", files.Select(f => Path.GetFileName(f.Path)));

    // The host's own contract is loaded whatever version was asked for, so that types are the same; a member that is missing
    // from it would only be noticed when it is called.
    private static void CheckContract(AssemblyFile file)
    {
        if (file.References.FirstOrDefault(r => r.Name == Contract.Name)?.Version is not { } built)
            return;
        Version offered = Contract.Version!;
        string versions = $"{Path.GetFileName(file.Path)} was built against {Contract.Name} {built.ToString(2)}, and this host offers {offered.ToString(2)}";
        if ((built.Major, built.Minor).CompareTo((offered.Major, offered.Minor)) > 0)
            throw new PluginRefusedException($"{versions}: a newer einspace is needed.");
        if (built.Major != offered.Major)
            throw new PluginRefusedException($"{versions}: the plugin must be built again.");
    }

    private static void CheckFramework(AssemblyFile file)
    {
        if (file.Attribute(typeof(TargetFrameworkAttribute).FullName!) is not { } text)
            return;
        if (AssemblyFile.Framework(text) is not { } target)
            throw new PluginRefusedException($"{Path.GetFileName(file.Path)} names the framework '{text}', expected one such as '.NETCoreApp,Version=v10.0'.");
        bool runsHere = target.Identifier switch
        {
            ".NETCoreApp" => (target.Version.Major, target.Version.Minor).CompareTo((Environment.Version.Major, Environment.Version.Minor)) <= 0,
            ".NETStandard" => true,
            _ => false,
        };
        if (!runsHere)
            throw new PluginRefusedException(
                $"{Path.GetFileName(file.Path)} was built for {target.Identifier} {target.Version}, and this host runs on .NET {Environment.Version.ToString(2)}.");
    }

    private static string InformationalVersion(AssemblyFile file) =>
        file.Attribute(typeof(AssemblyInformationalVersionAttribute).FullName!)?.Split('+')[0] ?? file.Version.ToString();
}
