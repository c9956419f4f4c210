using System.Collections.Immutable;
using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Graphs;
using Einspace.Sdk.Plugins;

namespace Acme.Search;

/// <summary>Scores a network by how few multiply-adds it takes, and comes near that score epoch by epoch, as a training would.</summary>
internal sealed class Thrift : IEvaluator
{
    public const string Metric = "thrift";

    // Versions of libraries on which results depend would stand here.
    public IReadOnlyDictionary<string, string> Facts => ImmutableSortedDictionary<string, string>.Empty;

    public async Task<EvaluationResult> EvaluateAsync(EvaluationRequest request, IEvaluationReporter reporter, CancellationToken cancellation)
    {
        GraphCosts costs = request.Network.Costs();
        if (costs.Parameters == 0)
            return new EvaluationResult.Failed(FailureKind.Error, "the network has nothing to train");
        double final = 1 / (1 + Math.Log10(1 + (double)costs.MultiplyAdds));

        for (int epoch = request.Fidelity.From + 1; ; epoch++)
        {
            cancellation.ThrowIfCancellationRequested();
            var metrics = ImmutableSortedDictionary<string, double>.Empty.Add(Metric, final * epoch / (epoch + 1));
            if (epoch == request.Fidelity.To)
                return new EvaluationResult.Completed(epoch, metrics);
            if (await reporter.ReportAsync(new EvaluationReport(epoch, metrics)) == ReportDecision.Stop)
                return new EvaluationResult.Completed(epoch, metrics);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

[ExportEvaluator("thrift", Description = "Scores a network by how few multiply-adds it takes.")]
internal sealed class ThriftFactory : EvaluatorFactory<NoOptions>
{
    // Microseconds, and no native code: a worker process would only cost time.
    public override EvaluatorHosting Hosting => EvaluatorHosting.InProcess;

    public override bool NeedsTask => false;

    public override Objective DefaultObjective => new(Thrift.Metric, Direction.Maximise);

    protected override IEvaluator Create(NoOptions options, IEvaluatorContext context) => new Thrift();
}
