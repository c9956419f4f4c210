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
    public sealed override IPruner Create(object options, PrunerContext context) => Create((TOptions)options, context);

    /// <summary>Creates a pruner at its beginning.</summary>
    /// <param name="options">Options, bound and checked.</param>
    /// <param name="context">What it is made for.</param>
    /// <returns>The pruner.</returns>
    protected abstract IPruner Create(TOptions options, PrunerContext context);
}
