using Einspace.Sdk.Data;
using Einspace.Sdk.Plugins;

namespace Einspace.Sdk.Grammars;

/// <summary>Base of grammar parts: stateless, found by <see cref="ExportGrammarAttribute"/>.</summary>
/// <typeparam name="TOptions">Record of the grammar's options; its defaults are the options' defaults.</typeparam>
public abstract class GrammarFactory<TOptions> : GrammarFactory
    where TOptions : class, new()
{
    /// <inheritdoc/>
    public sealed override Type OptionsType => typeof(TOptions);

    /// <inheritdoc/>
    public sealed override Grammar Create(object options, TaskSpec task) => Create((TOptions)options, task);

    /// <summary>Creates the grammar for a task's input.</summary>
    /// <param name="options">Options, bound and checked.</param>
    /// <param name="task">The task.</param>
    /// <returns>The grammar.</returns>
    protected abstract Grammar Create(TOptions options, TaskSpec task);
}
