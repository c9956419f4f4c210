using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using Einspace.Sdk;

namespace Einspace.Host.Plugins;

/// <summary>
/// A list of the plugins that may be loaded, whoever names them: <c>plugins.lock</c> in a folder of plugins, one
/// <c>{SHA-256} {id} {version}</c> a line, <c>#</c> before a comment. Where there is none, every admitted plugin may be.
/// </summary>
internal sealed partial class PluginLock
{
    /// <summary>Its name in a folder of plugins.</summary>
    public const string FileName = "plugins.lock";

    private readonly string _file;
    private readonly ImmutableArray<(string Sha256, string Id)> _allowed;

    private PluginLock(string file, ImmutableArray<(string Sha256, string Id)> allowed)
    {
        _file = file;
        _allowed = allowed;
    }

    /// <summary>The user's own, which <c>plugin lock</c> writes.</summary>
    public static string UserFile => Path.Combine(PluginSource.UserFolder, FileName);

    /// <summary>Where one would lie: with the application's plugins, and with the user's. Where both are, a plugin must be in both.</summary>
    public static ImmutableArray<string> Places => [Path.Combine(PluginSource.ApplicationFolder, FileName), UserFile];

    /// <summary>Those that there are.</summary>
    /// <exception cref="InputException">One of them cannot be read: then nothing may be loaded.</exception>
    public static ImmutableArray<PluginLock> InForce() => [.. Places.Where(place => File.Exists(place) || Directory.Exists(place)).Select(Read)];

    /// <summary>Reads one.</summary>
    /// <exception cref="InputException">It cannot be read.</exception>
    public static PluginLock Read(string file)
    {
        try
        {
            return new PluginLock(file, [.. File.ReadAllLines(file).SelectMany((line, number) => ReadLine(file, number + 1, line))]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{file} cannot be read, so that no plugin may be loaded: {e.Message}", e);
        }
    }

    /// <summary>Writes one, whole or not at all.</summary>
    public static void Write(string file, IEnumerable<PluginManifest> plugins)
    {
        StringBuilder text = new("# Only these plugins are loaded; 'einspace plugin lock' writes those that there are, and without this file all may be.\n");
        foreach (PluginManifest plugin in plugins)
            text.Append(Line(plugin)).Append('\n');
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file + ".tmp", text.ToString());
        File.Move(file + ".tmp", file, overwrite: true);
    }

    /// <summary>Refuses a plugin that is not listed.</summary>
    /// <exception cref="PluginRefusedException">It is not.</exception>
    public void RefuseOther(PluginManifest plugin)
    {
        if (_allowed.Contains((plugin.Sha256, plugin.Id)))
            return;
        string listed = _allowed.Any(allowed => allowed.Id == plugin.Id) ? "only other files of it are listed" : "it is not listed";
        throw new PluginRefusedException($"{listed} in {_file}, which locks the plugins; if you trust it, add the line '{Line(plugin)}'.");
    }

    private static string Line(PluginManifest plugin) => $"{plugin.Sha256} {plugin.Id} {plugin.Version}";

    private static IEnumerable<(string Sha256, string Id)> ReadLine(string file, int number, string line)
    {
        string text = line.Split('#')[0].Trim();
        if (text.Length == 0)
            yield break;
        Match match = Entry().Match(text);
        if (!match.Success)
            throw new InputException($"{file}, line {number}: found '{text}', expected a plugin's SHA-256 in 64 hexadecimal digits, and its id.");
        yield return (match.Groups["sha"].Value, match.Groups["id"].Value);
    }

    [GeneratedRegex(@"^(?<sha>[0-9a-f]{64})\s+(?<id>[a-z0-9-]+)(\s|$)")]
    private static partial Regex Entry();
}
