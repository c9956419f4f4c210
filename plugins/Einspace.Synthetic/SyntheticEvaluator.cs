using System.Collections.Immutable;
using Einspace.Sdk;
using Einspace.Sdk.Evaluation;

namespace Einspace.Synthetic;

/// <summary>
/// Runs a <see cref="Landscape"/> as if it were training: one report for each unit of fidelity, on a <see cref="LearningCurve"/> whose
/// early ranks are a hint and no more. A segment needs no checkpoint: a curve is known as a whole.
/// </summary>
internal sealed class SyntheticEvaluator(SyntheticOptions options) : IEvaluator
{
    private readonly Landscape _landscape = new(options.Seed, options.Shape);

    public IReadOnlyDictionary<string, string> Facts { get; } = ImmutableSortedDictionary<string, string>.Empty;

    public async Task<EvaluationResult> EvaluateAsync(
        EvaluationRequest request, IEvaluationReporter reporter, CancellationToken cancellation)
    {
        RandomStream random = RandomStream.Derive(request.Seed, "synthetic");
        RandomStream fate = RandomStream.Derive(options.Seed, $"synthetic-fate {request.GraphHash}");
        if (fate.NextDouble() < options.FailureShare)
            return new EvaluationResult.Failed(FailureKind.Error, "the landscape has no score for this network (evaluator.failure-rate)");

        double score = _landscape.Score(request.Network);
        score = Math.Clamp(score + (options.NoiseDeviation * random.NextNormal()), 0.0, 1.0);
        LearningCurve curve = new(score, options.RankCorrelation, fate);
        for (int fidelity = request.Fidelity.From + 1; fidelity <= request.Fidelity.To; fidelity++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (options.Pause > TimeSpan.Zero)
                await Task.Delay(options.Pause, cancellation).ConfigureAwait(false);
            double reached = curve.At(fidelity, request.Fidelity.Horizon);
            ReportDecision decision = await reporter
                .ReportAsync(new EvaluationReport(fidelity, Metrics(reached, Purpose.Search))).ConfigureAwait(false);
            if (decision == ReportDecision.Stop)
                return new EvaluationResult.Completed(fidelity, Metrics(reached, request.Purpose));
        }

        double final = curve.At(request.Fidelity.To, request.Fidelity.Horizon);
        return new EvaluationResult.Completed(request.Fidelity.To, Metrics(final, request.Purpose));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static ImmutableSortedDictionary<string, double> Metrics(double score, Purpose purpose) =>
        ImmutableSortedDictionary<string, double>.Empty.Add(
            purpose == Purpose.Search ? "validation-accuracy" : "test-accuracy", score);
}
