namespace Einspace.Sdk.Data;

/// <summary>How much of one split is in another.</summary>
/// <param name="What">What is counted, in the plural: <c>examples</c>, or a kind of source such as <c>digit images</c>.</param>
/// <param name="Split">The split whose things are counted.</param>
/// <param name="Other">The split in which they are looked for.</param>
/// <param name="Shared">How many of <paramref name="Split"/> are in <paramref name="Other"/> too.</param>
/// <param name="All">How many there are of <paramref name="Split"/>.</param>
public sealed record SplitOverlap(string What, DataSplit Split, DataSplit Other, long Shared, long All);
