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
        if (settings.WatchPlugins)
            services.AddSingleton<PluginCopies>();
        services.AddSingleton(provider => PluginCatalog.Load(Sources(settings, provider.GetService<PluginCopies>()), locks: PluginLock.InForce()));
        services.AddSingleton(_ => new InstalledPlugins(PluginSource.UserFolder, PluginSource.ApplicationFolder, PluginCatalog.TryOut));
        return services.BuildServiceProvider();
    }

    private static IEnumerable<PluginSource> Sources(HostSettings settings, PluginCopies? copies)
    {
        IEnumerable<PluginSource> sources = PluginSource.All(settings.ExtraPlugins);
        return copies is null ? sources : sources.DistinctBy(source => source.Path).Select(copies.Copy);
    }
}
