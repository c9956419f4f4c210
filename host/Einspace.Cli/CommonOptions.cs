using System.CommandLine;
using Einspace.Host;
using Microsoft.Extensions.DependencyInjection;

namespace Einspace.Cli;

/// <summary>Options that several commands share, and what follows from them.</summary>
internal static class CommonOptions
{
    public static readonly Option<string[]> Plugin = new("--plugin")
    {
        Description = "Load the plugin of this folder too; may be given several times.",
        HelpName = "PATH",
        Recursive = true,
        DefaultValueFactory = _ => [],
    };

    public static readonly Option<bool> Verbose = new("--verbose")
    {
        Description = "On a mistake of the program, print its details.",
        Recursive = true,
    };

    public static readonly Option<bool> Json = new("--json")
    {
        Description = "Print JSON, for scripts.",
    };

    /// <summary>The services of the host, with the plugins that this command line names.</summary>
    public static ServiceProvider CreateServices(ParseResult parse) =>
        HostServices.Create(new HostSettings { ExtraPlugins = [.. parse.GetValue(Plugin)!] });
}
