using Einspace.Host.Plugins;
using Einspace.Host.Plugins.Installing;
using Microsoft.Extensions.DependencyInjection;

namespace Einspace.Host;

/// <summary>The one composition root: which classes do the host's work. Nothing is created before it is asked for.</summary>
internal static class HostServices
{
    public static ServiceProvider Create(HostSettings settings)
    {
        ServiceCollection services = new();
        services.AddSingleton(settings);
        services.AddSingleton(_ => PluginCatalog.Load(PluginSource.All(settings.ExtraPlugins), locks: PluginLock.InForce()));
        services.AddSingleton(_ => new InstalledPlugins(PluginSource.UserFolder, PluginSource.ApplicationFolder, PluginCatalog.TryOut));
        return services.BuildServiceProvider();
    }
}
