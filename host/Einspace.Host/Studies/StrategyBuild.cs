using System.Collections.Immutable;
using Einspace.Host.Plugins;
using Einspace.Host.Studies.Configuration;
using Einspace.Host.Studies.Journal;
using Einspace.Sdk;
using Einspace.Sdk.Plugins;
using Einspace.Sdk.Search;

namespace Einspace.Host.Studies;

/// <summary>One build of a strategy's plugin, in a load context that can be unloaded, and the strategy that it makes.</summary>
internal sealed class StrategyBuild : IDisposable
{
    private readonly PluginCatalog _plugins;

    private StrategyBuild(PluginCatalog plugins, ISearchStrategy strategy)
    {
        _plugins = plugins;
        Plugin = PluginRecord.Of(plugins.Loaded[0]);
        Strategy = strategy;
    }

    /// <summary>The build, for the journal.</summary>
    public PluginRecord Plugin { get; }

    /// <summary>The strategy, at its beginning when the build was loaded.</summary>
    public ISearchStrategy Strategy { get; }

    /// <summary>Loads a build.</summary>
    /// <param name="source">A copy that nobody writes to.</param>
    /// <param name="id">The plugin's id.</param>
    /// <param name="name">The strategy's name.</param>
    /// <param name="options">Its options, all of them: they are the study's identity.</param>
    /// <param name="context">What it is made for.</param>
    /// <exception cref="PluginRefusedException">It cannot take the place of an earlier build.</exception>
    public static StrategyBuild Load(PluginSource source, string id, string name, OptionTree.Mapping options, StrategyContext context)
    {
        PluginCatalog plugins = PluginCatalog.Load([source], collectible: true, PluginLock.InForce());
        try
        {
            if (plugins.Refused is [{ } refused, ..])
                throw new PluginRefusedException(refused.Reason);
            LoadedPlugin plugin = plugins.Loaded[0];
            if (plugin.Id != id)
                throw new PluginRefusedException($"its id is '{plugin.Id}' now, and was '{id}'.");
            Part part = plugin.Parts.FirstOrDefault(part => part.Kind == PartKind.Strategy && part.Name == name)
                ?? throw new PluginRefusedException($"it offers no strategy '{name}' any more.");
            return new StrategyBuild(plugins, Create(part, options, context));
        }
        catch
        {
            plugins.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _plugins.Dispose();

    private static ISearchStrategy Create(Part part, OptionTree.Mapping options, StrategyContext context)
    {
        try
        {
            object bound = part.BindOptions(OptionTree.Empty.With(part.Kind.InWords(), options));
            RefuseOtherOptions(options, OptionBinder.Write(bound));
            return PartGuard.Call($"strategy '{part.Name}'", "when it was created", () => ((StrategyFactory)part.Factory).Create(bound, context));
        }
        catch (Exception e) when (e is InputException or StudyFault)
        {
            throw new PluginRefusedException(e.Message, e);
        }
    }

    private static void RefuseOtherOptions(OptionTree.Mapping before, OptionTree.Mapping now)
    {
        ImmutableSortedDictionary<string, string> known = StudyIdentity.Of(before, ""), offered = StudyIdentity.Of(now, "");
        string[] differing = [.. known.Keys.Union(offered.Keys).Where(key => known.GetValueOrDefault(key) != offered.GetValueOrDefault(key)).Order(StringComparer.Ordinal)];
        if (differing.Length > 0)
            throw new PluginRefusedException($"its options are others ({string.Join(", ", differing)}), and a strategy's options are its study's identity: begin another study with it.");
    }
}
