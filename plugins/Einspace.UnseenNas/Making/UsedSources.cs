using System.Collections.Immutable;
using Einspace.Sdk.Data;
using Einspace.UnseenNas.Folders;

namespace Einspace.UnseenNas.Making;

/// <summary>Notes what each split is made from, for the provenance record.</summary>
internal sealed class UsedSources
{
    private readonly Dictionary<(DataSplit Split, string Kind), HashSet<int>> _numbers = [];
    private readonly Dictionary<(DataSplit Split, string Kind), HashSet<string>> _words = [];

    /// <summary>Notes a numbered thing.</summary>
    /// <param name="split">The split that is made from it.</param>
    /// <param name="kind">What it is, in the plural.</param>
    /// <param name="number">Its number among its kind.</param>
    public void Add(DataSplit split, string kind, int number) => Of(_numbers, split, kind).Add(number);

    /// <summary>Notes a word or a thing with a name.</summary>
    /// <param name="split">The split that is made from it.</param>
    /// <param name="kind">What it is, in the plural.</param>
    /// <param name="word">The word or name, unique among its kind.</param>
    public void Add(DataSplit split, string kind, string word) => Of(_words, split, kind).Add(word);

    /// <summary>Everything noted.</summary>
    public ImmutableSortedDictionary<DataSplit, ImmutableSortedDictionary<string, SourceIds>> ToRecord() =>
        _numbers.Select(pair => (pair.Key.Split, pair.Key.Kind, Ids: new SourceIds(pair.Value)))
            .Concat(_words.Select(pair => (pair.Key.Split, pair.Key.Kind, Ids: new SourceIds(pair.Value))))
            .GroupBy(used => used.Split)
            .ToImmutableSortedDictionary(split => split.Key, split => split.ToImmutableSortedDictionary(used => used.Kind, used => used.Ids, StringComparer.Ordinal));

    private static HashSet<T> Of<T>(Dictionary<(DataSplit Split, string Kind), HashSet<T>> all, DataSplit split, string kind)
    {
        if (!all.TryGetValue((split, kind), out HashSet<T>? used))
            all[(split, kind)] = used = [];
        return used;
    }
}
