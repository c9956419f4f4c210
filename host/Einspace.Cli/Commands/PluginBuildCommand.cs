using System.CommandLine;
using Einspace.Host;
using Einspace.Host.Plugins.Installing;
using Microsoft.Extensions.DependencyInjection;

namespace Einspace.Cli.Commands;

/// <summary><c>plugin build DIR</c>: publishes a plugin's project and installs what came out.</summary>
internal static class PluginBuildCommand
{
    private static readonly Argument<string> Project = new("DIR") { Description = "Folder of the plugin's project, or of its solution." };

    public static Command Create()
    {
        Command command = new("build", "Builds a plugin from its project, by 'dotnet publish', and installs it.") { Project };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parse, CancellationToken cancellation)
    {
        using ServiceProvider services = CommonOptions.CreateServices(parse);
        PluginProject project = PluginProject.Find(parse.GetRequiredValue(Project));
        string log = Path.Combine(UserFolders.State, $"build-{Path.GetFileNameWithoutExtension(project.Path)}.log");
        DirectoryInfo output = Directory.CreateTempSubdirectory("einspace-build-");
        try
        {
            await Console.Error.WriteLineAsync($"building {project.Path} (log: {log})");
            await project.PublishAsync(output.FullName, log, Console.Error, cancellation);
            PluginAddCommand.Install(services.GetRequiredService<InstalledPlugins>(), output.FullName, cancellation);
        }
        finally
        {
            output.Delete(recursive: true);
        }

        return ExitCode.Success;
    }
}
