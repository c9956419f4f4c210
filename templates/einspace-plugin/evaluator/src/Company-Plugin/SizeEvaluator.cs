using System.Collections.Immutable;
using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Graphs;

namespace Company_Plugin;

/// <summary>Scores a network by how close its number of parameters is to a target: 1 where it is hit, ½ where it is off by a factor of ten.</summary>
internal sealed class SizeEvaluator(SizeOptions options) : IEvaluator
{
    public const string Metric = "closeness";

    // Versions of libraries on which results depend would stand here.
    public IReadOnlyDictionary<string, string> Facts => ImmutableSortedDictionary<string, string>.Empty;

    public Task<EvaluationResult> EvaluateAsync(EvaluationRequest request, IEvaluationReporter reporter, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        GraphCosts costs = request.Network.Costs();
        double closeness = 1 / (1 + Math.Abs(Math.Log10((double)costs.Parameters / options.Target)));
        // A score is finite: whatever cannot be measured is EvaluationResult.Failed, with a reason for a person.
        return Task.FromResult<EvaluationResult>(costs.Parameters == 0
            ? new EvaluationResult.Failed(FailureKind.Error, "the network has no parameters")
            : new EvaluationResult.Completed(request.Fidelity.To, ImmutableSortedDictionary<string, double>.Empty.Add(Metric, closeness)));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
