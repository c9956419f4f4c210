using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Plugins;

namespace Einspace.Sdk.Search;

/// <summary>The part that a plugin exports for a pruner; derive from <see cref="PrunerFactory{TOptions}"/>.</summary>
public abstract class PrunerFactory : PartFactory
{
    /// <summary>
    /// What the pruner needs of the study's evaluator: reports, for those that stop trials; segments, for those that pause them. With
    /// an evaluator that offers less the study is refused.
    /// </summary>
    public virtual EvaluatorProgress Needs => EvaluatorProgress.Reports;

    /// <summary>Creates a pruner at its beginning.</summary>
    /// <param name="options">Options, bound and checked against <see cref="PartFactory.OptionsType"/>.</param>
    /// <param name="context">What it is made for.</param>
    /// <returns>The pruner; instances share nothing.</returns>
    /// <exception cref="InputException">The options do not fit the context; the sentence says why.</exception>
    public abstract IPruner Create(object options, PrunerContext context);
}
