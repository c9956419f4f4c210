using System.Collections.Immutable;
using Einspace.Sdk;
using Einspace.Sdk.Evaluation;

namespace Einspace.Host.Tests.Studies;

/// <summary>Scores a network by its seed alone, with a report for every epoch.</summary>
internal sealed class ScriptedEvaluator : IEvaluator
{
    /// <summary>Answers in place of the score; null goes on.</summary>
    public Func<EvaluationRequest, CancellationToken, Task<EvaluationResult?>>? OnEvaluate { get; init; }

    public IReadOnlyDictionary<string, string> Facts { get; init; } = new Dictionary<string, string> { ["library"] = "none" };

    public static ImmutableSortedDictionary<string, double> Metrics(double accuracy) =>
        ImmutableSortedDictionary<string, double>.Empty.Add("accuracy", accuracy);

    public async Task<EvaluationResult> EvaluateAsync(EvaluationRequest request, IEvaluationReporter reporter, CancellationToken cancellation)
    {
        if (OnEvaluate is not null && await OnEvaluate(request, cancellation) is { } result)
            return result;
        double score = RandomStream.Derive(request.Seed, "score").NextDouble();
        for (int epoch = request.Fidelity.From + 1; epoch <= request.Fidelity.To; epoch++)
        {
            var metrics = Metrics(score * epoch / request.Fidelity.Horizon);
            if (await reporter.ReportAsync(new EvaluationReport(epoch, metrics)) == ReportDecision.Stop)
                return new EvaluationResult.Completed(epoch, metrics);
        }

        return new EvaluationResult.Completed(request.Fidelity.To, Metrics(score * request.Fidelity.To / request.Fidelity.Horizon));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
