using Einspace.Sdk;
using Einspace.Sdk.Data;
using Einspace.UnseenNas.Folders;

namespace Einspace.UnseenNas.Making;

/// <summary>Deals sources out to splits, in proportion to the splits' sizes.</summary>
/// <param name="rule">Which splits may share.</param>
/// <param name="sizes">The splits' sizes.</param>
internal sealed class SourceDeal(SplitRule rule, SplitSizes sizes)
{
    /// <summary>How many shares there are for splits: splits that may share sources have one together.</summary>
    public int Shares(IEnumerable<DataSplit> splits) => splits.DistinctBy(ShareOf).Count();

    /// <summary>Deals things out.</summary>
    /// <typeparam name="T">What is dealt.</typeparam>
    /// <param name="things">The things; left as they are.</param>
    /// <param name="splits">The splits to deal to, in the order of the official files.</param>
    /// <param name="least">How many each share must have.</param>
    /// <param name="random">What the shares are drawn from; not touched where all go to one.</param>
    /// <returns>For each split its things, the same array for splits that share; null where there are too few.</returns>
    public Dictionary<DataSplit, T[]>? Deal<T>(ReadOnlySpan<T> things, IReadOnlyList<DataSplit> splits, int least, RandomStream random)
    {
        DataSplit[][] shares = [.. splits.GroupBy(ShareOf).Select(share => share.ToArray())];
        if (things.Length < (long)least * shares.Length)
            return null;
        T[] shuffled = things.ToArray();
        if (shares.Length > 1)
            random.Shuffle<T>(shuffled);

        Dictionary<DataSplit, T[]> dealt = [];
        double total = splits.Sum(split => (double)sizes[split]), share = 0;
        int from = 0;
        foreach ((int place, DataSplit[] sharing) in shares.Index())
        {
            share += sharing.Sum(split => sizes[split] / total);
            int left = shares.Length - 1 - place;
            int to = left == 0 ? shuffled.Length : Math.Clamp((int)Math.Round(share * shuffled.Length), from + least, shuffled.Length - (least * left));
            T[] part = shuffled[from..to];
            foreach (DataSplit split in sharing)
                dealt[split] = part;
            from = to;
        }

        return dealt;
    }

    /// <summary>
    /// Deals anew what was dealt by number where that left a split without examples enough: those that give most first, equals in the
    /// order in which they were dealt, each to the split that lacks most examples then.
    /// </summary>
    /// <typeparam name="T">What is dealt.</typeparam>
    /// <param name="dealt">For each split its things; no two have the same.</param>
    /// <param name="examples">How many examples a thing gives.</param>
    /// <param name="wanted">How many examples a split needs.</param>
    public static Dictionary<DataSplit, T[]> ByExamples<T>(Dictionary<DataSplit, T[]> dealt, Func<T, int> examples, Func<DataSplit, int> wanted)
    {
        Dictionary<DataSplit, List<T>> anew = FolderSplit.All.ToDictionary(split => split, _ => new List<T>());
        Dictionary<DataSplit, long> lack = FolderSplit.All.ToDictionary(split => split, split => (long)wanted(split));
        foreach (T thing in FolderSplit.All.SelectMany(split => dealt[split]).OrderByDescending(examples))
        {
            DataSplit split = FolderSplit.All.MaxBy(one => lack[one]);
            anew[split].Add(thing);
            lack[split] -= examples(thing);
        }

        return anew.ToDictionary(pair => pair.Key, pair => pair.Value.ToArray());
    }

    private DataSplit ShareOf(DataSplit split) => rule == SplitRule.Official && split == DataSplit.Validation ? DataSplit.Train : split;
}
