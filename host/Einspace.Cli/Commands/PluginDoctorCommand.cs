using System.Collections.Immutable;
using System.CommandLine;
using System.Runtime.InteropServices;
using System.Text.Json;
using Einspace.Host;
using Einspace.Host.Plugins;
using Einspace.Sdk.Plugins;
using Microsoft.Extensions.DependencyInjection;

namespace Einspace.Cli.Commands;

/// <summary><c>plugin doctor</c>: where plugins were looked for, what was found, what was refused and why, and what each consists of.</summary>
internal static class PluginDoctorCommand
{
    private static readonly string Contract = typeof(EinspacePluginAttribute).Assembly.GetName().Version!.ToString(2);

    public static Command Create()
    {
        Command command = new("doctor", "Says where plugins were looked for, which were found or refused and why, and what each consists of.") { CommonOptions.Json };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parse)
    {
        using ServiceProvider services = CommonOptions.CreateServices(parse);
        PluginCatalog catalog = services.GetRequiredService<PluginCatalog>();
        ImmutableArray<string> named = services.GetRequiredService<HostSettings>().ExtraPlugins;
        if (parse.GetValue(CommonOptions.Json))
            JsonOutput.Print(writer => Write(writer, PluginSheet.Of(catalog), named));
        else
            Print(PluginSheet.Of(catalog), named, catalog);
        return ExitCode.Success;
    }

    private static void Print(IReadOnlyList<PluginSheet> sheets, ImmutableArray<string> named, PluginCatalog catalog)
    {
        TextWriter output = Console.Out;
        output.WriteLine($"This host offers Einspace.Sdk {Contract}, on .NET {Environment.Version}, {RuntimeInformation.RuntimeIdentifier}.");
        output.WriteLine("Plugins were looked for in");
        output.WriteLine($"  {Folder(PluginSource.ApplicationFolder)}");
        output.WriteLine($"  {Folder(PluginSource.UserFolder)}");
        foreach (string path in named)
            output.WriteLine($"  {path}, named by --plugin");
        foreach (string file in PluginLock.Places)
            output.WriteLine(File.Exists(file) ? $"Only those listed in {file} may be loaded." : $"No list of allowed plugins: {file}");
        output.WriteLine($"{catalog.Loaded.Count} loaded, {catalog.Refused.Count} refused.");
        foreach (PluginSheet sheet in sheets)
        {
            output.WriteLine();
            sheet.Print(output);
        }
    }

    private static string Folder(string path) => Directory.Exists(path) ? path : $"{path} (not there)";

    private static void Write(Utf8JsonWriter writer, IReadOnlyList<PluginSheet> sheets, ImmutableArray<string> named)
    {
        writer.WriteStartObject();
        writer.WriteString("contract", Contract);
        writer.WriteString("runtime", Environment.Version.ToString());
        writer.WriteStartArray("searched");
        foreach (string path in (string[])[PluginSource.ApplicationFolder, PluginSource.UserFolder, .. named])
            writer.WriteStringValue(path);
        writer.WriteEndArray();
        writer.WriteStartArray("locks");
        foreach (string file in PluginLock.Places.Where(File.Exists))
            writer.WriteStringValue(file);
        writer.WriteEndArray();
        writer.WriteStartArray("plugins");
        foreach (PluginSheet sheet in sheets)
            sheet.Write(writer);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
