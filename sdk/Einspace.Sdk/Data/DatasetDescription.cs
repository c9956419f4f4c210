using System.Collections.Immutable;

namespace Einspace.Sdk.Data;

/// <summary>What a dataset tells of the data in a folder; each text is for a person.</summary>
public sealed record DatasetDescription
{
    /// <summary>What the data look like, as a sentence: which known task, or that they are of none.</summary>
    public required string Likeness { get; init; }

    /// <summary>Names of the classes, from label 0; empty where labels have none.</summary>
    public ImmutableArray<string> ClassNames { get; init; } = [];

    /// <summary>The splits, training first.</summary>
    public ImmutableArray<SplitDescription> Splits { get; init; } = [];

    /// <summary>
    /// Mean and standard deviation of each channel (of tokens: each index along S) over the training split, by which examples are
    /// normalised: what was a number x in the files is gathered as (x − mean) / deviation. Empty where nothing is normalised.
    /// </summary>
    public ImmutableArray<ChannelDescription> Channels { get; init; } = [];

    /// <summary>What splits share, pair by pair; also pairs that share nothing.</summary>
    public ImmutableArray<SplitOverlap> Overlaps { get; init; } = [];

    /// <summary>One sentence for each thing that is as the user may not expect: sizes that are not the published ones, classes without examples.</summary>
    public ImmutableArray<string> Remarks { get; init; } = [];

    /// <summary>Where the data come from, as names and values; empty where the folder does not say.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Provenance { get; init; } = [];
}
