using System.CommandLine;
using Einspace.Host.Plugins;
using Einspace.Sdk;
using Einspace.Sdk.Plugins;
using Microsoft.Extensions.DependencyInjection;

namespace Einspace.Cli.Commands;

/// <summary><c>plugin describe ID</c>: all that can be said of one plugin.</summary>
internal static class PluginDescribeCommand
{
    private static readonly Argument<string> Id = new("ID") { Description = "The plugin's id, such as einspace-strategies." };

    public static Command Create()
    {
        Command command = new("describe", "Describes a plugin: where it is from, what it consists of, what it offers.") { Id, CommonOptions.Json };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parse)
    {
        using ServiceProvider services = CommonOptions.CreateServices(parse);
        IReadOnlyList<PluginSheet> all = PluginSheet.Of(services.GetRequiredService<PluginCatalog>());
        string id = parse.GetRequiredValue(Id);
        PluginSheet[] found = [.. all.Where(sheet => sheet.Id == id)];
        if (found.Length == 0)
        {
            string[] known = [.. all.Select(sheet => sheet.Id).Distinct().Order(StringComparer.Ordinal)];
            string hint = NearestName.Of(id, known) is { } near ? $"did you mean '{near}'? (there are {string.Join(", ", known)})" : $"there are {string.Join(", ", known)}";
            throw new InputException($"There is no plugin '{id}'; {hint}.");
        }

        if (parse.GetValue(CommonOptions.Json))
        {
            JsonOutput.Print(found[0].Write);
            return ExitCode.Success;
        }

        // Those that were refused for the same id too.
        foreach (PluginSheet sheet in found)
            sheet.Print(Console.Out);
        return ExitCode.Success;
    }
}
