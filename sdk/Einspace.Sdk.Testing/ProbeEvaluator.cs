using System.Collections.Immutable;
using System.Text;
using Einspace.Sdk.Evaluation;

namespace Einspace.Sdk.Testing;

/// <summary>
/// An evaluator that does what a request's architecture says, by which executors are tried: <c>score</c> reports and answers; <c>wait</c>
/// reports once and waits to be cancelled; <c>deaf</c> does not even hear of that; <c>die</c> ends its process; <c>throw</c> throws;
/// <c>nan</c> answers NaN; <c>refuse</c> says that nothing can be evaluated. Knows the SDK alone, so that its source can be built into a
/// plugin for workers.
/// </summary>
/// <param name="die">Ends the process; null does so with exit code 7.</param>
public sealed class ProbeEvaluator(Action? die = null) : IEvaluator
{
    /// <summary>The metric that it answers.</summary>
    public const string Metric = "probe";

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Facts { get; } = ImmutableSortedDictionary<string, string>.Empty.Add("probe", "of executors");

    /// <summary>What a request must be answered with at a fidelity: a number of all that it says, so that none of it may get lost.</summary>
    /// <param name="request">The request.</param>
    /// <param name="fidelity">The fidelity.</param>
    /// <returns>The metrics.</returns>
    public static ImmutableSortedDictionary<string, double> Expected(EvaluationRequest request, int fidelity) =>
        ImmutableSortedDictionary<string, double>.Empty.Add(
            Metric, RandomStream.Derive((ulong)fidelity, Encoding.UTF8.GetString(EvaluationJson.Write(request))).NextDouble());

    /// <inheritdoc/>
    public async Task<EvaluationResult> EvaluateAsync(EvaluationRequest request, IEvaluationReporter reporter, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(reporter);
        switch (request.Architecture)
        {
            case "throw":
                throw new FormatException("slipped");
            case "refuse":
                throw new InputException("The probe evaluates nothing here.");
            case "nan":
                return new EvaluationResult.Completed(request.Fidelity.To, ImmutableSortedDictionary<string, double>.Empty.Add(Metric, double.NaN));
            case "score":
                return await ScoreAsync(request, reporter, cancellation).ConfigureAwait(false);
        }

        await reporter.ReportAsync(new EvaluationReport(request.Fidelity.From + 1, Expected(request, request.Fidelity.From + 1))).ConfigureAwait(false);
        switch (request.Architecture)
        {
            case "die":
                (die ?? (() => Environment.Exit(7)))();
                break;
            case "deaf":
                Thread.Sleep(Timeout.Infinite);
                break;
        }

        await Task.Delay(Timeout.Infinite, cancellation).ConfigureAwait(false);
        throw new InvalidOperationException("It was not cancelled.");
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static async Task<EvaluationResult> ScoreAsync(EvaluationRequest request, IEvaluationReporter reporter, CancellationToken cancellation)
    {
        for (int fidelity = request.Fidelity.From + 1; ; fidelity++)
        {
            cancellation.ThrowIfCancellationRequested();
            reporter.Warn($"at {fidelity}");
            ImmutableSortedDictionary<string, double> metrics = Expected(request, fidelity);
            ReportDecision decision = await reporter.ReportAsync(new EvaluationReport(fidelity, metrics)).ConfigureAwait(false);
            if (decision == ReportDecision.Stop || fidelity == request.Fidelity.To)
                return new EvaluationResult.Completed(fidelity, metrics);
        }
    }
}
