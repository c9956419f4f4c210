using System.Collections.Immutable;

namespace Einspace.Sdk.Data;

/// <summary>What a split of a dataset holds.</summary>
/// <param name="Split">The split.</param>
/// <param name="Content">How its examples are stored, for example <c>float32 45000×3×28×28</c>.</param>
/// <param name="Examples">The number of examples.</param>
/// <param name="Repeated">How many of them equal an earlier one of the split.</param>
/// <param name="OfClass">The number of examples of each class, from label 0; empty where the task is no classification.</param>
public sealed record SplitDescription(DataSplit Split, string Content, int Examples, int Repeated, ImmutableArray<int> OfClass)
{
    /// <summary>What the targets are like, as <see cref="TargetDescription.Of"/> tells; empty of a classification.</summary>
    public ImmutableArray<TargetDescription> Targets { get; init; } = [];
}
