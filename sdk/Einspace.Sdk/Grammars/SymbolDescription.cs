using System.Collections.Immutable;

namespace Einspace.Sdk.Grammars;

/// <summary>A symbol of a grammar, for people and for strategies that learn about productions.</summary>
/// <param name="Name">The symbol's name.</param>
/// <param name="Productions">Its productions, in the order in which they are declared.</param>
public sealed record SymbolDescription(string Name, ImmutableArray<ProductionDescription> Productions)
{
    /// <summary>The same symbol with other shares; what is never drawn has none.</summary>
    internal SymbolDescription Reweigh(Func<SymbolDescription, ProductionDescription, double> share)
    {
        SymbolDescription reweighed = this with { Productions = [.. Productions.Select(production => Reweigh(production, share))] };
        double probabilities = reweighed.Productions.Sum(production => production.Probability ?? 0);
        bool anyWeight = reweighed.Productions.Any(production => production.Weight > 0);
        return probabilities > 1 || (probabilities == 1 && anyWeight)
            ? throw new ArgumentException($"The fixed probabilities of symbol '{Name}' sum to {probabilities}, which leaves nothing for the others.", nameof(share))
            : reweighed;
    }

    private ProductionDescription Reweigh(ProductionDescription production, Func<SymbolDescription, ProductionDescription, double> share)
    {
        if (production is { Weight: 0, Probability: null })
            return production;
        double given = share(this, production);
        if (!(given > 0 && double.IsFinite(given)))
            throw new ArgumentException($"'{production.Label}' of symbol '{Name}' is given share {given}; it must be more than 0.", nameof(share));
        return production.Probability is null ? production with { Weight = given } : production with { Probability = given };
    }
}
