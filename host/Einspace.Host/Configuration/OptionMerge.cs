using Einspace.Sdk.Plugins;

namespace Einspace.Host.Configuration;

/// <summary>Lays options over options.</summary>
internal static class OptionMerge
{
    /// <summary>Merges from first to last: mappings key by key, of everything else the later one wins.</summary>
    public static OptionTree.Mapping LaterWins(params ReadOnlySpan<OptionTree.Mapping> layers)
    {
        OptionTree.Mapping merged = OptionTree.Empty;
        foreach (OptionTree.Mapping layer in layers)
            merged = Merge(merged, layer);
        return merged;
    }

    /// <summary>Gives a tree and all below it one origin.</summary>
    public static OptionTree WithOrigin(OptionTree tree, OptionOrigin origin) => tree switch
    {
        OptionTree.Mapping mapping => new OptionTree.Mapping(
            [.. mapping.Entries.Select(e => KeyValuePair.Create(e.Key, WithOrigin(e.Value, origin)))]) { Origin = origin },
        OptionTree.Sequence sequence => new OptionTree.Sequence(
            [.. sequence.Items.Select(item => WithOrigin(item, origin))]) { Origin = origin },
        _ => tree with { Origin = origin },
    };

    private static OptionTree.Mapping Merge(OptionTree.Mapping earlier, OptionTree.Mapping later)
    {
        foreach ((string key, OptionTree value) in later.Entries)
        {
            OptionTree merged = earlier[key] is OptionTree.Mapping below && value is OptionTree.Mapping above ? Merge(below, above) : value;
            earlier = earlier.With(key, merged);
        }

        return earlier;
    }
}
