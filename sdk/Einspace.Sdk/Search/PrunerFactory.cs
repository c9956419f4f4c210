using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Plugins;

namespace Einspace.Sdk.Search;

/// <summary>The part that a plugin exports for a pruner; derive from <see cref="PrunerFactory{TOptions}"/>.</summary>
public abstract class PrunerFactory : PartFactory
{
    /// <summary>Creates a pruner at its beginning.</summary>
    /// <param name="options">Options, bound and checked against <see cref="PartFactory.OptionsType"/>.</param>
    /// <param name="objective">The objective by which trials are compared.</param>
    /// <param name="horizon">The full fidelity of a trial.</param>
    /// <returns>The pruner; instances share nothing.</returns>
    public abstract IPruner Create(object options, Objective objective, int horizon);
}
