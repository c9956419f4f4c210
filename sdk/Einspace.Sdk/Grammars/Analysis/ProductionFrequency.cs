namespace Einspace.Sdk.Grammars.Analysis;

/// <summary>How often a production is applied where its symbol stands: by its weight, when drawn, and in what is left after backtracking.</summary>
/// <param name="Symbol">The symbol's name.</param>
/// <param name="Production">The production as in an architecture's text: <c>linear(64)</c>.</param>
/// <param name="Prior">Its probability by the declared weights, where all options of its symbol are open.</param>
/// <param name="Drawn">Its part of all draws at its symbol; guards and removed options shift it from the prior.</param>
/// <param name="Kept">Its part of the symbol's unique nodes in finished architectures.</param>
/// <param name="Discarded">The part of its draws that backtracking discarded; null where it was never drawn.</param>
public sealed record ProductionFrequency(
    string Symbol, string Production, double Prior, double Drawn, double Kept, double? Discarded)
{
    /// <summary>How often it was drawn where all options of its symbol were open: there the declared shares alone decide.</summary>
    public long OpenDraws { get; init; }
}
