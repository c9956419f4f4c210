using System.CommandLine;
using Einspace.Host.Plugins.Installing;
using Microsoft.Extensions.DependencyInjection;

namespace Einspace.Cli.Commands;

/// <summary><c>plugin remove ID</c>: removes a plugin from the user's folder.</summary>
internal static class PluginRemoveCommand
{
    private static readonly Argument<string> Id = new("ID") { Description = "The plugin's id, such as acme-strategies." };

    public static Command Create()
    {
        Command command = new("remove", "Removes a plugin that you installed.") { Id };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parse)
    {
        using ServiceProvider services = CommonOptions.CreateServices(parse);
        string id = parse.GetRequiredValue(Id);
        Console.Out.WriteLine($"Removed {id} from {services.GetRequiredService<InstalledPlugins>().Remove(id)}.");
        return ExitCode.Success;
    }
}
