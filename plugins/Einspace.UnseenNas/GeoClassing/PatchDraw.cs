using System.Collections.Immutable;
using Einspace.Sdk;
using Einspace.Sdk.Data;
using Einspace.UnseenNas.Folders;
using Einspace.UnseenNas.Making;

namespace Einspace.UnseenNas.GeoClassing;

/// <summary>Draws the patches of each split: patches, or tiles with all their patches, are dealt out to the splits first.</summary>
/// <param name="countries">The task's countries, from label 0.</param>
/// <param name="sizes">The splits' sizes.</param>
/// <param name="options">Which splits may share, and how many of each country.</param>
/// <param name="random">A stream for a purpose and a number.</param>
internal sealed class PatchDraw(ImmutableArray<string> countries, SplitSizes sizes, GeoClassingOptions options, Func<string, ulong, RandomStream> random)
{
    /// <summary>Draws them.</summary>
    /// <param name="patches">All patches.</param>
    /// <param name="tiles">The tile of each.</param>
    /// <returns>For each split its patches, in random order.</returns>
    /// <exception cref="InputException">There are too few of a country.</exception>
    public Dictionary<DataSplit, Patch[]> Draw(IReadOnlyList<Patch> patches, IReadOnlyDictionary<Patch, string> tiles)
    {
        Func<Patch, string> source = options.Split == SplitRule.Official ? patch => patch.Id : patch => tiles[patch];
        string kind = options.Split == SplitRule.Official ? Patch.Kind : Patch.TileKind;

        // A tile across a border is dealt with those of the country that has most of it.
        Dictionary<string, KeyValuePair<int, int>> most = patches.GroupBy(source).ToDictionary(group => group.Key, group => group.CountBy(patch => patch.Label).MaxBy(pair => pair.Value));
        ILookup<int, string> names = most.ToLookup(pair => pair.Value.Key, pair => pair.Key);
        Dictionary<DataSplit, string[]>[] dealt = [.. countries.Select((country, label) => Deal(country, label, kind, [.. names[label]]))];

        ClassShares shares = options.Balanced
            ? ClassShares.Equal(sizes, countries.Length)
            : ClassShares.Proportional(sizes, countries.Select((_, label) => patches.Count(patch => patch.Label == label)));
        ILookup<(DataSplit, int), Patch> found = Found();
        if (FolderSplit.All.Any(split => countries.Index().Any(country => found[(split, country.Index)].Count() < shares[split, country.Index])))
        {
            dealt = [.. dealt.Select((of, label) => SourceDeal.ByExamples(of, name => most[name].Value, split => shares[split, label]))];
            found = Found();
        }

        return FolderSplit.All.ToDictionary(split => split, split => Choose(label => [.. found[(split, label)]], split, shares));

        ILookup<(DataSplit, int), Patch> Found()
        {
            Dictionary<string, DataSplit> splitOf = dealt.SelectMany(of => of).SelectMany(pair => pair.Value.Select(name => (name, pair.Key))).ToDictionary();
            return patches.ToLookup(patch => (splitOf[source(patch)], patch.Label));
        }
    }

    private Dictionary<DataSplit, string[]> Deal(string country, int label, string kind, string[] names)
    {
        Array.Sort(names, StringComparer.Ordinal);
        return new SourceDeal(SplitRule.SourceDisjoint, sizes).Deal<string>(names, FolderSplit.All, 1, random(kind, (ulong)label))
            ?? throw new InputException($"{names.Length} {kind} of {country} were found; one for each of the three splits was expected at least.");
    }

    private Patch[] Choose(Func<int, Patch[]> found, DataSplit split, ClassShares shares)
    {
        RandomStream stream = random("choice", (ulong)split);
        List<Patch> chosen = [];
        foreach ((int label, string country) in countries.Index())
        {
            Patch[] own = found(label);
            if (own.Length < shares[split, label])
                throw new InputException($"The {split} split has {own.Length} patches of {country}; {shares[split, label]} were expected at least: give more patches, or ask for fewer examples.");
            stream.Shuffle<Patch>(own);
            chosen.AddRange(own[..shares[split, label]]);
        }

        Patch[] shuffled = [.. chosen];
        stream.Shuffle<Patch>(shuffled);
        return shuffled;
    }
}
