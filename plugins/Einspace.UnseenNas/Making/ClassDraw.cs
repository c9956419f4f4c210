using System.Collections.Immutable;
using Einspace.Sdk;
using Einspace.Sdk.Data;
using Einspace.UnseenNas.Folders;

namespace Einspace.UnseenNas.Making;

/// <summary>
/// Draws examples from sources that give many each, and that no two splits may share: each class's sources are dealt out to the splits,
/// then examples of each class are drawn from a split's sources.
/// </summary>
/// <param name="classes">The classes, from label 0.</param>
/// <param name="sizes">The splits' sizes.</param>
/// <param name="balanced">Whether splits have as many examples of each class; otherwise in proportion to what the class's sources give.</param>
/// <param name="source">What sources are called, in the plural.</param>
/// <param name="example">What examples are called before they are one, in the plural.</param>
/// <param name="random">A stream for a purpose and a number.</param>
internal sealed class ClassDraw(ImmutableArray<string> classes, SplitSizes sizes, bool balanced, string source, string example, Func<string, ulong, RandomStream> random)
{
    private readonly SourceDeal _deal = new(SplitRule.SourceDisjoint, sizes);

    /// <summary>Draws them.</summary>
    /// <typeparam name="T">What examples are made of.</typeparam>
    /// <param name="sources">For each class its sources, each as the examples it can give.</param>
    /// <returns>For each split its examples, in random order.</returns>
    /// <exception cref="InputException">There are too few sources or examples of a class.</exception>
    public Dictionary<DataSplit, T[]> Draw<T>(IReadOnlyList<T[][]> sources)
    {
        ClassShares shares = balanced ? ClassShares.Equal(sizes, classes.Length) : ClassShares.Proportional(sizes, sources.Select(Count));
        Dictionary<DataSplit, List<T>> chosen = FolderSplit.All.ToDictionary(split => split, _ => new List<T>());
        foreach ((int label, string name) in classes.Index())
        {
            RandomStream stream = random(source, (ulong)label);
            Dictionary<DataSplit, T[][]> dealt = Deal(sources[label], label, shares, stream);
            foreach (DataSplit split in FolderSplit.All)
            {
                T[] own = [.. dealt[split].SelectMany(examples => examples)];
                int wanted = shares[split, label];
                if (own.Length < wanted)
                {
                    throw new InputException($"The class '{name}' has {Count(sources[label])} {example} in {sources[label].Length} {source}, of which no two splits may share any; "
                        + $"{string.Join(" and ", FolderSplit.All.Select(one => shares[one, label]))} were expected: give more {source}, or ask for fewer examples.");
                }

                stream.Shuffle<T>(own);
                chosen[split].AddRange(own[..wanted]);
            }
        }

        return chosen.ToDictionary(pair => pair.Key, pair =>
        {
            T[] shuffled = [.. pair.Value];
            random("order", (ulong)pair.Key).Shuffle<T>(shuffled);
            return shuffled;
        });
    }

    private Dictionary<DataSplit, T[][]> Deal<T>(T[][] sources, int label, ClassShares shares, RandomStream stream)
    {
        Dictionary<DataSplit, T[][]> dealt = _deal.Deal<T[]>(sources, FolderSplit.All, 1, stream)
            ?? throw new InputException($"{sources.Length} {source} of the class '{classes[label]}' were found; one for each of the three splits was expected at least.");
        return FolderSplit.All.All(split => Count(dealt[split]) >= shares[split, label])
            ? dealt
            : SourceDeal.ByExamples(dealt, examples => examples.Length, split => shares[split, label]);
    }

    private static int Count<T>(T[][] sources) => sources.Sum(examples => examples.Length);
}
