using System.Collections.Immutable;
using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Plugins;

namespace Einspace.Sdk.Search;

/// <summary>The part that a plugin exports for a search strategy; derive from <see cref="StrategyFactory{TOptions}"/>.</summary>
public abstract class StrategyFactory : PartFactory
{
    /// <summary>
    /// How many trials are members of its population at a time, where later ones replace them. Of such a strategy a study warns where
    /// the population hardly turned over.
    /// </summary>
    /// <param name="options">Options, bound and checked against <see cref="PartFactory.OptionsType"/>.</param>
    /// <param name="trials">The study's trials.</param>
    /// <returns>The members; null where there is no population, or none that turns over, as is so unless a strategy says otherwise.</returns>
    /// <exception cref="InputException">The options do not fit the trials; the sentence says why.</exception>
    public virtual int? Population(object options, int trials) => null;

    /// <summary>
    /// What it trades off: the study's objectives, and what it adds to them of its own, such as costs. A study shows the front by these,
    /// where they are several.
    /// </summary>
    /// <param name="options">Options, bound and checked against <see cref="PartFactory.OptionsType"/>.</param>
    /// <param name="context">What it is made for.</param>
    /// <returns>Metrics of the evaluator and names of <see cref="CostMetric"/>, the study's main objective first; the study's objectives unless a strategy says otherwise.</returns>
    public virtual ImmutableArray<Objective> TradeOffs(object options, StrategyContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Objectives;
    }

    /// <summary>Creates a strategy at its beginning, before any event.</summary>
    /// <param name="options">Options, bound and checked against <see cref="PartFactory.OptionsType"/>.</param>
    /// <param name="context">What it is made for.</param>
    /// <returns>The strategy; instances share nothing.</returns>
    /// <exception cref="InputException">The options do not fit the context; the sentence says why.</exception>
    public abstract ISearchStrategy Create(object options, StrategyContext context);
}
