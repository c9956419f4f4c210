using Einspace.Sdk.Data;

namespace Einspace.UnseenNas.Making;

/// <summary>How many examples of each class each split is to have.</summary>
internal sealed class ClassShares
{
    private readonly Func<DataSplit, int, int> _share;

    private ClassShares(Func<DataSplit, int, int> share) => _share = share;

    /// <summary>The examples of a class in a split.</summary>
    public int this[DataSplit split, int label] => _share(split, label);

    /// <summary>As many of each class: the first classes have what is left over, one each.</summary>
    /// <param name="sizes">The splits' sizes.</param>
    /// <param name="classes">The number of classes.</param>
    public static ClassShares Equal(SplitSizes sizes, int classes) => new((split, label) => (sizes[split] / classes) + (label < sizes[split] % classes ? 1 : 0));

    /// <summary>Of each class in proportion to what there is of it.</summary>
    /// <param name="sizes">The splits' sizes.</param>
    /// <param name="examples">How many examples there are of each class, from label 0; of one of them at least.</param>
    public static ClassShares Proportional(SplitSizes sizes, params IEnumerable<int> examples)
    {
        List<long> upTo = [0];
        foreach (int count in examples)
            upTo.Add(upTo[^1] + count);

        // What is left over goes with the running sum, so that the shares make up the whole.
        return new((split, label) => (int)((sizes[split] * upTo[label + 1] / upTo[^1]) - (sizes[split] * upTo[label] / upTo[^1])));
    }
}
