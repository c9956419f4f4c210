using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Plugins;

namespace Einspace.Sdk.Search;

/// <summary>Base of pruner parts: stateless, found by <see cref="ExportPrunerAttribute"/>.</summary>
/// <typeparam name="TOptions">Record of the pruner's options; its defaults are the options' defaults.</typeparam>
public abstract class PrunerFactory<TOptions> : PrunerFactory
    where TOptions : class, new()
{
    /// <inheritdoc/>
    public sealed override Type OptionsType => typeof(TOptions);

    /// <inheritdoc/>
    public sealed override IPruner Create(object options, Objective objective, int horizon) =>
        Create((TOptions)options, objective, horizon);

    /// <summary>Creates a pruner at its beginning.</summary>
    /// <param name="options">Options, bound and checked.</param>
    /// <param name="objective">The objective by which trials are compared.</param>
    /// <param name="horizon">The full fidelity of a trial.</param>
    /// <returns>The pruner.</returns>
    protected abstract IPruner Create(TOptions options, Objective objective, int horizon);
}
