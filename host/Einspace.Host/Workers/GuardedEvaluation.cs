using Einspace.Host.Studies;
using Einspace.Sdk;
using Einspace.Sdk.Evaluation;

namespace Einspace.Host.Workers;

/// <summary>Runs an evaluator and turns what it throws, or measures wrongly, into a result that says so.</summary>
internal static class GuardedEvaluation
{
    /// <summary>Evaluates a request.</summary>
    /// <param name="evaluator">The evaluator, free.</param>
    /// <param name="request">The request.</param>
    /// <param name="reporter">Told intermediate results, all finite.</param>
    /// <param name="log">Receives the details of exceptions.</param>
    /// <param name="cancellation">Stops the evaluation.</param>
    /// <returns>The result; metrics of a completed one are finite.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="InputException">What the user gave can evaluate nothing; the network is not to blame.</exception>
    public static async Task<EvaluationResult> RunAsync(
        IEvaluator evaluator, EvaluationRequest request, IEvaluationReporter reporter, TextWriter log, CancellationToken cancellation)
    {
        try
        {
            EvaluationResult result = await evaluator.EvaluateAsync(request, new FiniteReporter(reporter), cancellation);
            return result is EvaluationResult.Completed completed && Verdict.NotFinite(completed.Metrics) is { } metric
                ? new EvaluationResult.Failed(FailureKind.NotFinite, $"{metric} was not finite")
                : result;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            throw;
        }
        catch (NotFiniteReport e)
        {
            return new EvaluationResult.Failed(FailureKind.NotFinite, e.Message);
        }
        catch (Exception e) when (e is not InputException)
        {
            log.WriteLine($"Trial {request.Trial}, attempt {request.Attempt}: {e}");
            return e is OutOfMemoryException
                ? new EvaluationResult.Failed(FailureKind.OutOfMemory, "the evaluator ran out of memory")
                : new EvaluationResult.Failed(FailureKind.Error, $"the evaluator '{request.Evaluator}' threw {e.GetType().Name}: {e.Message}");
        }
    }

    private sealed class FiniteReporter(IEvaluationReporter inner) : IEvaluationReporter
    {
        public ValueTask<ReportDecision> ReportAsync(EvaluationReport report) => Verdict.NotFinite(report.Metrics) is { } metric
            ? throw new NotFiniteReport($"{metric} was not finite at fidelity {report.Fidelity}")
            : inner.ReportAsync(report);

        public void Warn(string warning) => inner.Warn(warning);
    }

    private sealed class NotFiniteReport(string message) : Exception(message);
}
