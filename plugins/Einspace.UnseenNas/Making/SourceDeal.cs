using Einspace.Sdk;
using Einspace.Sdk.Data;

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

    private DataSplit ShareOf(DataSplit split) => rule == SplitRule.Official && split == DataSplit.Validation ? DataSplit.Train : split;
}
