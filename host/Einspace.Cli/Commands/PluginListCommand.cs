using System.CommandLine;
using System.Text.Json;
using Einspace.Host.Plugins;
using Microsoft.Extensions.DependencyInjection;

namespace Einspace.Cli.Commands;

/// <summary><c>plugin list</c>: what was loaded with its parts, and what was refused and why.</summary>
internal static class PluginListCommand
{
    public static Command Create()
    {
        Command command = new("list", "Lists the plugins that were loaded, with their parts, and those that were refused, with the reason.")
        {
            CommonOptions.Json,
        };
        command.SetAction(Run);
        return command;
    }

    /// <summary>A part on a line of its own.</summary>
    public static string Line(Part part) => $"  {part.Kind.InWords(),-10} {part.Name,-24} {part.Description}".TrimEnd();

    private static int Run(ParseResult parse)
    {
        using ServiceProvider services = CommonOptions.CreateServices(parse);
        PluginCatalog catalog = services.GetRequiredService<PluginCatalog>();
        if (parse.GetValue(CommonOptions.Json))
            JsonOutput.Print(writer => Write(writer, catalog));
        else
            Print(catalog);
        return ExitCode.Success;
    }

    private static void Print(PluginCatalog catalog)
    {
        foreach (LoadedPlugin plugin in catalog.Loaded)
        {
            Console.Out.WriteLine($"{plugin.Id} {plugin.Version}  {plugin.Folder}");
            foreach (Part part in plugin.Parts)
                Console.Out.WriteLine(Line(part));
        }

        foreach (RefusedPlugin plugin in catalog.Refused)
        {
            Console.Out.WriteLine($"{plugin.Name} REFUSED  {plugin.File}");
            Console.Out.WriteLine($"  {plugin.Reason}");
        }

        if (catalog.Loaded.Count + catalog.Refused.Count == 0)
            Console.Out.WriteLine($"There are no plugins in {PluginSource.ApplicationFolder} and {PluginSource.UserFolder}.");
    }

    private static void Write(Utf8JsonWriter writer, PluginCatalog catalog)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("loaded");
        foreach (LoadedPlugin plugin in catalog.Loaded)
        {
            writer.WriteStartObject();
            writer.WriteString("id", plugin.Id);
            writer.WriteString("version", plugin.Version);
            writer.WriteString("folder", plugin.Folder);
            writer.WriteString("sha256", plugin.Sha256);
            writer.WriteStartArray("parts");
            foreach (Part part in plugin.Parts)
            {
                writer.WriteStartObject();
                writer.WriteString("kind", part.Kind.InWords());
                writer.WriteString("name", part.Name);
                writer.WriteString("description", part.Description);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("refused");
        foreach (RefusedPlugin plugin in catalog.Refused)
        {
            writer.WriteStartObject();
            writer.WriteString("name", plugin.Name);
            writer.WriteString("file", plugin.File);
            writer.WriteString("reason", plugin.Reason);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
