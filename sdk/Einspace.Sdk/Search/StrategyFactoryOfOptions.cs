using System.Collections.Immutable;
using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Plugins;

namespace Einspace.Sdk.Search;

/// <summary>Base of strategy parts: stateless, found by <see cref="ExportStrategyAttribute"/>.</summary>
/// <typeparam name="TOptions">Record of the strategy's options; its defaults are the options' defaults.</typeparam>
public abstract class StrategyFactory<TOptions> : StrategyFactory
    where TOptions : class, new()
{
    /// <inheritdoc/>
    public sealed override Type OptionsType => typeof(TOptions);

    /// <inheritdoc/>
    public sealed override int? Population(object options, int trials) => Population((TOptions)options, trials);

    /// <inheritdoc/>
    public sealed override ImmutableArray<Objective> TradeOffs(object options, StrategyContext context) => TradeOffs((TOptions)options, context);

    /// <inheritdoc/>
    public sealed override ISearchStrategy Create(object options, StrategyContext context) => Create((TOptions)options, context);

    /// <summary>How many trials are members of its population at a time, where later ones replace them.</summary>
    /// <param name="options">Options, bound and checked.</param>
    /// <param name="trials">The study's trials.</param>
    /// <returns>The members; null where there is no population, or none that turns over.</returns>
    protected virtual int? Population(TOptions options, int trials) => null;

    /// <summary>What it trades off: the study's objectives, and what it adds to them of its own, such as costs.</summary>
    /// <param name="options">Options, bound and checked.</param>
    /// <param name="context">What it is made for.</param>
    /// <returns>Metrics of the evaluator and names of <see cref="CostMetric"/>, the study's main objective first.</returns>
    protected virtual ImmutableArray<Objective> TradeOffs(TOptions options, StrategyContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Objectives;
    }

    /// <summary>Creates a strategy at its beginning.</summary>
    /// <param name="options">Options, bound and checked.</param>
    /// <param name="context">What it is made for.</param>
    /// <returns>The strategy.</returns>
    protected abstract ISearchStrategy Create(TOptions options, StrategyContext context);
}
