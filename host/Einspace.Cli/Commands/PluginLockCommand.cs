using System.CommandLine;
using Einspace.Host;
using Einspace.Host.Plugins;
using Einspace.Sdk;
using Microsoft.Extensions.DependencyInjection;

namespace Einspace.Cli.Commands;

/// <summary><c>plugin lock</c>: from now on only those plugins are loaded that there are now, with the files that they have now.</summary>
internal static class PluginLockCommand
{
    public static Command Create()
    {
        Command command = new("lock", "Allows only the plugins that there are now, also those of --plugin, and only with the files that they have now.");
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parse)
    {
        using ServiceProvider services = CommonOptions.CreateServices(parse);
        (IReadOnlyList<PluginManifest> plugins, IReadOnlyList<RefusedPlugin> refused) =
            PluginCatalog.Admit(PluginSource.All(services.GetRequiredService<HostSettings>().ExtraPlugins));
        foreach (PluginManifest plugin in plugins)
            Console.Out.WriteLine($"{plugin.Sha256} {plugin.Id} {plugin.Version}  {plugin.Folder}");
        foreach (RefusedPlugin plugin in refused)
            Console.Error.WriteLine($"Not listed: {plugin.Name}, {plugin.File}: {plugin.Reason}");
        try
        {
            PluginLock.Write(PluginLock.UserFile, plugins);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{PluginLock.UserFile} cannot be written: {e.Message}", e);
        }

        Console.Out.WriteLine($"From now on only these {plugins.Count} plugins are loaded: {PluginLock.UserFile} (delete it to lift the lock).");
        return ExitCode.Success;
    }
}
