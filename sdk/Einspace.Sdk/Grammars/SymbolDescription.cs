using System.Collections.Immutable;

namespace Einspace.Sdk.Grammars;

/// <summary>A symbol of a grammar, for people and for strategies that learn about productions.</summary>
/// <param name="Name">The symbol's name.</param>
/// <param name="Productions">Its productions, in the order in which they are declared.</param>
public sealed record SymbolDescription(string Name, ImmutableArray<ProductionDescription> Productions)
{
    /// <summary>The productions that can be drawn, in the order in which they are declared.</summary>
    public ImmutableArray<ProductionDescription> Options => [.. Productions.Where(production => !production.IsExecutableOnly)];

    /// <summary>The probability of a production by the declared shares, where all options are open; 0 for one that is never drawn.</summary>
    /// <param name="production">One of the symbol's productions.</param>
    /// <returns>A probability.</returns>
    public double PriorOf(ProductionDescription production)
    {
        ArgumentNullException.ThrowIfNull(production);
        double taken = Productions.Sum(other => other.Probability ?? 0);
        double weights = Productions.Sum(other => other.Weight);
        return production.Probability is { } probability
            ? weights > 0 ? probability : probability / taken
            : weights > 0 ? (1 - taken) * production.Weight / weights : 0;
    }

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
        if (production.IsExecutableOnly)
            return production;
        double given = share(this, production);
        if (!(given > 0 && double.IsFinite(given)))
            throw new ArgumentException($"'{production.Label}' of symbol '{Name}' is given share {given}; it must be more than 0.", nameof(share));
        return production.Probability is null ? production with { Weight = given } : production with { Probability = given };
    }
}
