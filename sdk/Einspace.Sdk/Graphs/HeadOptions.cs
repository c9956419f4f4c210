namespace Einspace.Sdk.Graphs;

/// <summary>What may differ in a network's head.</summary>
public sealed record HeadOptions
{
    /// <summary>The head of the reference.</summary>
    public static HeadOptions Default { get; } = new();

    /// <summary>Which axis of an output [S, D] is averaged away.</summary>
    public TokenPooling TokenPooling { get; init; }
}
