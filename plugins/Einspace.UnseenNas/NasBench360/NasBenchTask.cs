using System.Collections.Immutable;
using System.Globalization;
using Einspace.Sdk.Data;
using Einspace.UnseenNas.Folders;

namespace Einspace.UnseenNas.NasBench360;

/// <summary>What is published of one of NAS-Bench-360's tasks, and what of it is read.</summary>
/// <param name="Title">Its published name.</param>
/// <param name="Spec">What it asks; series are images one pixel high, [C, 1, L].</param>
/// <param name="Train">Examples of the training split.</param>
/// <param name="Validation">Examples of the validation split.</param>
/// <param name="Test">Examples of the test split.</param>
internal sealed record NasBenchTask(string Title, TaskSpec Spec, int Train, int Validation, int Test)
{
    /// <summary>What each class or label means, from 0; empty where that is not well known.</summary>
    public ImmutableArray<string> Classes { get; init; } = [];

    /// <summary>Reads its original files; null where they are in formats that are not read.</summary>
    public IOriginals? Originals { get; init; }

    /// <summary>Original files that are not read.</summary>
    public ImmutableArray<UnreadFile> Unread { get; init; } = [];

    /// <summary>The number of examples of a split.</summary>
    public int Count(DataSplit split) => split switch
    {
        DataSplit.Train => Train,
        DataSplit.Validation => Validation,
        _ => Test,
    };

    /// <summary>A sentence where data are not of the published sizes.</summary>
    /// <param name="count">The number of examples that they have of each split.</param>
    public IEnumerable<string> SizeRemarks(Func<DataSplit, int> count)
    {
        string[] sizes = [.. FolderSplit.All.Where(split => count(split) != Count(split)).Select(split =>
            string.Create(CultureInfo.InvariantCulture, $"{count(split):N0} instead of {Count(split):N0} examples for {split.ToString().ToLowerInvariant()}"))];
        if (sizes.Length > 0)
            yield return $"The sizes are not those of NAS-Bench-360, so results don't compare with published results: {string.Join(", ", sizes)}.";
    }
}
