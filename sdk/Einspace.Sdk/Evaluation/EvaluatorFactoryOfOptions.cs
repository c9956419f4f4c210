using Einspace.Sdk.Plugins;

namespace Einspace.Sdk.Evaluation;

/// <summary>Base of evaluator parts: stateless, found by <see cref="ExportEvaluatorAttribute"/>.</summary>
/// <typeparam name="TOptions">Record of the evaluator's options; its defaults are the options' defaults.</typeparam>
public abstract class EvaluatorFactory<TOptions> : EvaluatorFactory
    where TOptions : class, new()
{
    /// <inheritdoc/>
    public sealed override Type OptionsType => typeof(TOptions);

    /// <inheritdoc/>
    public sealed override IEvaluator Create(object options, IEvaluatorContext context) => Create((TOptions)options, context);

    /// <summary>Creates an evaluator.</summary>
    /// <param name="options">Options, bound and checked.</param>
    /// <param name="context">What the host lends.</param>
    /// <returns>The evaluator.</returns>
    protected abstract IEvaluator Create(TOptions options, IEvaluatorContext context);
}
