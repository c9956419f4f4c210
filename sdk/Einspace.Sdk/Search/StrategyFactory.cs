using Einspace.Sdk.Plugins;

namespace Einspace.Sdk.Search;

/// <summary>The part that a plugin exports for a search strategy; derive from <see cref="StrategyFactory{TOptions}"/>.</summary>
public abstract class StrategyFactory : PartFactory
{
    /// <summary>
    /// Whether its trials are members of a population that later ones replace. Of such a strategy a study warns where the population
    /// hardly turned over.
    /// </summary>
    public virtual bool HasPopulation => false;

    /// <summary>Creates a strategy at its beginning, before any event.</summary>
    /// <param name="options">Options, bound and checked against <see cref="PartFactory.OptionsType"/>.</param>
    /// <param name="context">What it is made for.</param>
    /// <returns>The strategy; instances share nothing.</returns>
    /// <exception cref="InputException">The options do not fit the context; the sentence says why.</exception>
    public abstract ISearchStrategy Create(object options, StrategyContext context);
}
