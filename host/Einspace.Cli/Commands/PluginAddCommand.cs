using System.CommandLine;
using Einspace.Host.Plugins;
using Einspace.Host.Plugins.Installing;
using Microsoft.Extensions.DependencyInjection;

namespace Einspace.Cli.Commands;

/// <summary><c>plugin add PATH</c>: installs a plugin into the user's folder, instead of the one that has its id.</summary>
internal static class PluginAddCommand
{
    private static readonly Argument<string> From = new("PATH") { Description = "The plugin: its folder, a zip archive of it, or its package (.nupkg)." };

    public static Command Create()
    {
        Command command = new("add", "Installs a plugin for you, or replaces it. It is loaded once, to see whether it works.") { From };
        command.SetAction(Run);
        return command;
    }

    /// <summary>Installs a plugin and says what it offers.</summary>
    public static void Install(InstalledPlugins installed, string path, CancellationToken cancellation)
    {
        Installation done = installed.Add(path, cancellation);
        (PluginManifest plugin, string folder) = (done.Plugin, done.Plugin.Folder);
        Console.Out.WriteLine(done switch
        {
            { Changes: false } => $"{plugin.Id} {plugin.Version} was installed already, with the same files, in {folder}:",
            { Sha256Before: null } => $"Installed {plugin.Id} {plugin.Version} in {folder}:",
            { VersionBefore: null } => $"Installed {plugin.Id} {plugin.Version} instead of what was broken in {folder}:",
            { VersionBefore: var before } when before == plugin.Version => $"Replaced {plugin.Id} {before} ({done.Sha256Before![..8]}) by another {plugin.Version} ({done.Sha256[..8]}) in {folder}:",
            { VersionBefore: var before } => $"Replaced {plugin.Id} {before} by {plugin.Version} in {folder}:",
        });
        foreach (Part part in done.Parts)
            Console.Out.WriteLine(PluginListCommand.Line(part));
    }

    private static Task<int> Run(ParseResult parse, CancellationToken cancellation)
    {
        using ServiceProvider services = CommonOptions.CreateServices(parse);
        Install(services.GetRequiredService<InstalledPlugins>(), parse.GetRequiredValue(From), cancellation);
        return Task.FromResult(ExitCode.Success);
    }
}
