using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Plugins;

namespace Einspace.Synthetic;

/// <summary>Exports <c>synthetic</c>.</summary>
[ExportEvaluator("synthetic", Description = "A deterministic landscape that scores an architecture in microseconds, in the host.")]
public sealed class SyntheticEvaluatorFactory : EvaluatorFactory<SyntheticOptions>
{
    /// <inheritdoc/>
    public override EvaluatorHosting Hosting => EvaluatorHosting.InProcess;

    /// <inheritdoc/>
    public override bool NeedsTask => false;

    /// <inheritdoc/>
    public override EvaluatorProgress Progress => EvaluatorProgress.Segments;

    /// <inheritdoc/>
    protected override IEvaluator Create(SyntheticOptions options, IEvaluatorContext context) => new SyntheticEvaluator(options);
}
