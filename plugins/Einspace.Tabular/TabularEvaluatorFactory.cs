using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Plugins;

namespace Einspace.Tabular;

/// <summary>Exports <c>tabular</c>.</summary>
[ExportEvaluator("tabular", Description = "Looks results up in a table of trainings that 'tabulate' wrote, in microseconds, in the host.")]
public sealed class TabularEvaluatorFactory : EvaluatorFactory<TabularOptions>
{
    /// <inheritdoc/>
    public override EvaluatorHosting Hosting => EvaluatorHosting.InProcess;

    /// <inheritdoc/>
    public override bool NeedsTask => false;

    /// <inheritdoc/>
    public override EvaluatorProgress Progress => EvaluatorProgress.Segments;

    /// <inheritdoc/>
    protected override IEvaluator Create(TabularOptions options, IEvaluatorContext context) =>
        new TabularEvaluator(TrainingTable.Read(options.Table!), options.Seeds);
}
