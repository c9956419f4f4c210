using System.Reflection;
using System.Text.Json;
using Einspace.Host.Plugins;
using Einspace.Sdk;

namespace Einspace.Cli.Commands;

/// <summary>All that can be said of one plugin, loaded or refused.</summary>
internal sealed class PluginSheet
{
    private readonly LoadedPlugin? _loaded;
    private readonly RefusedPlugin? _refused;
    private readonly PluginAnatomy? _anatomy;

    private PluginSheet(LoadedPlugin? loaded, RefusedPlugin? refused)
    {
        _loaded = loaded;
        _refused = refused;
        _anatomy = PluginAnatomy.Read(loaded?.AssemblyPath ?? refused!.File);
    }

    public string Id => _loaded?.Id ?? _refused!.Name;

    private string Folder => _loaded?.Folder ?? (Directory.Exists(_refused!.File) ? _refused.File : Path.GetDirectoryName(_refused.File)!);

    private string Origin => Path.GetDirectoryName(Folder) switch
    {
        var parent when parent == PluginSource.ApplicationFolder => "einspace's own",
        var parent when parent == PluginSource.UserFolder => "installed by you",
        _ => "named by --plugin",
    };

    /// <summary>The sheets of all plugins that were found, in the order in which they were.</summary>
    public static IReadOnlyList<PluginSheet> Of(PluginCatalog catalog) =>
        [.. catalog.Loaded.Select(plugin => new PluginSheet(plugin, null)), .. catalog.Refused.Select(plugin => new PluginSheet(null, plugin))];

    public void Print(TextWriter output)
    {
        output.WriteLine(_loaded is null ? $"{Id} REFUSED: {_refused!.Reason}" : $"{Id} {_loaded.Version}");
        Line("found in", $"{Folder} ({Origin})");
        if (_anatomy is not null)
        {
            Line("assembly", Path.GetFileName(_anatomy.AssemblyPath));
            Line("built for", $"Einspace.Sdk {_anatomy.ContractVersion ?? "(none)"}, {_anatomy.Framework ?? "no framework that it names"}");
        }

        Line("sha256", Digest());
        if (_anatomy is not null)
        {
            Line("shared", List(_anatomy.Shared.Select(Name)));
            Line("private", List(_anatomy.Private.Select(one => Name(one.Name) + (one.IsUsed ? "" : " (not used: the host's is)"))));
            Line("native", List([.. _anatomy.Native, .. _anatomy.Imports.Where(one => one.File is null).Select(one => $"{one.Name} (not in its folder: left to the system)")]));
            if (!_anatomy.Missing.IsEmpty)
                Line("missing", List(_anatomy.Missing.Select(Name)));
        }

        foreach (Part part in _loaded?.Parts ?? [])
            output.WriteLine(PluginListCommand.Line(part));

        void Line(string what, string value) => output.WriteLine($"  {what,-10} {value}");
    }

    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("id", Id);
        writer.WriteString("version", _loaded?.Version);
        writer.WriteString("refused", _refused?.Reason);
        writer.WriteString("folder", Folder);
        writer.WriteString("origin", Origin);
        writer.WriteString("sha256", Digest());
        writer.WriteString("assembly", _anatomy?.AssemblyPath);
        writer.WriteString("contract", _anatomy?.ContractVersion);
        writer.WriteString("framework", _anatomy?.Framework);
        WriteTexts(writer, "shared", _anatomy?.Shared.Select(Name) ?? []);
        WriteTexts(writer, "private", _anatomy?.Private.Where(one => one.IsUsed).Select(one => Name(one.Name)) ?? []);
        WriteTexts(writer, "unused", _anatomy?.Private.Where(one => !one.IsUsed).Select(one => Name(one.Name)) ?? []);
        WriteTexts(writer, "missing", _anatomy?.Missing.Select(Name) ?? []);
        WriteTexts(writer, "native", _anatomy?.Native ?? []);
        WriteTexts(writer, "leftToSystem", _anatomy?.Imports.Where(one => one.File is null).Select(one => one.Name) ?? []);
        WriteTexts(writer, "parts", _loaded?.Parts.Select(part => $"{part.Kind.InWords()}/{part.Name}") ?? []);
        writer.WriteEndObject();
    }

    private string Digest()
    {
        try
        {
            return PluginFingerprint.Of(Folder);
        }
        catch (InputException e)
        {
            return $"none: {e.Message}";
        }
    }

    private static string Name(AssemblyName name) => $"{name.Name} {name.Version}";

    private static string List(IEnumerable<string> names) => string.Join(", ", names) is { Length: > 0 } all ? all : "none";

    private static void WriteTexts(Utf8JsonWriter writer, string name, IEnumerable<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (string text in texts)
            writer.WriteStringValue(text);
        writer.WriteEndArray();
    }
}
