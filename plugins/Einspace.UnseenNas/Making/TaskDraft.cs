using System.Collections.Immutable;
using Einspace.Sdk;
using Einspace.UnseenNas.Folders;

namespace Einspace.UnseenNas.Making;

/// <summary>A task whose sources are read and dealt out, so that nothing but writing can go wrong any more.</summary>
internal sealed record TaskDraft
{
    /// <summary>How examples are made, in a sentence.</summary>
    public required string Rule { get; init; }

    /// <summary>The files that were read.</summary>
    public required ImmutableArray<SourceFile> Sources { get; init; }

    /// <summary>Writes all examples of the writer's split, drawn from the stream.</summary>
    public required Action<ExampleWriter, RandomStream> Write { get; init; }

    /// <summary>What the splits are made from; complete when all are written.</summary>
    public required UsedSources Used { get; init; }

    /// <summary>The splits' sizes, where they are not those that the maker was asked for.</summary>
    public required SplitSizes Sizes { get; init; }

    /// <summary>Names of the classes, from label 0, where they are not the published ones; otherwise empty.</summary>
    public ImmutableArray<string> Classes { get; init; } = [];

    /// <summary>One sentence for each thing that is not as published.</summary>
    public ImmutableArray<string> Deviations { get; init; } = [];
}
