using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Plugins;

namespace Company_Plugin;

/// <summary>Offers the evaluator by the name that <c>--evaluator</c> takes, and says what the host must know of it.</summary>
[ExportEvaluator("company-plugin-id", Description = "Scores a network by how close its number of parameters is to a target.")]
internal sealed class SizeEvaluatorFactory : EvaluatorFactory<SizeOptions>
{
    // So quick that a worker process of its own would only cost time. What trains belongs into a Worker.
    public override EvaluatorHosting Hosting => EvaluatorHosting.InProcess;

    public override bool NeedsTask => false;

    public override EvaluatorProgress Progress => EvaluatorProgress.None;

    public override Objective DefaultObjective => new(SizeEvaluator.Metric, Direction.Maximise);

    protected override IEvaluator Create(SizeOptions options, IEvaluatorContext context) => new SizeEvaluator(options);
}
