using System.Collections.Immutable;
using Einspace.Host.Plugins;
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
    /// <returns>The result, whose metrics are finite where it is completed, and the evaluator's facts.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="StudyFault">The task's data cannot be opened; the network is not to blame.</exception>
    /// <exception cref="InputException">What the user gave can evaluate nothing; the network is not to blame.</exception>
    public static async Task<ExecutionEnd> RunAsync(
        IEvaluator evaluator, EvaluationRequest request, IEvaluationReporter reporter, TextWriter log, CancellationToken cancellation)
    {
        try
        {
            EvaluationResult? result = await evaluator.EvaluateAsync(request, new FiniteReporter(reporter), cancellation);
            return new ExecutionEnd(Judge(result, request.Evaluator), evaluator.Facts.ToImmutableSortedDictionary(StringComparer.Ordinal));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            throw;
        }
        catch (NotFiniteReport e)
        {
            return Failed(FailureKind.NotFinite, e.Message);
        }
        catch (Exception e) when (e is not (InputException or StudyFault))
        {
            log.WriteLine($"Trial {request.Trial}, attempt {request.Attempt}: {Thrown.Details(e)}");
            return e is OutOfMemoryException
                ? Failed(FailureKind.OutOfMemory, "the evaluator ran out of memory")
                : Failed(FailureKind.Error, $"the evaluator '{request.Evaluator}' threw {Thrown.InWords(e)}");
        }
    }

    private static EvaluationResult Judge(EvaluationResult? result, string evaluator) => result switch
    {
        null => new EvaluationResult.Failed(FailureKind.Error, $"the evaluator '{evaluator}' answered nothing where a result was expected"),
        EvaluationResult.Completed completed when Verdict.NotFinite(completed.Metrics) is { } metric =>
            new EvaluationResult.Failed(FailureKind.NotFinite, $"{metric} was not finite"),
        _ => result,
    };

    private static ExecutionEnd Failed(FailureKind kind, string reason) =>
        new(new EvaluationResult.Failed(kind, reason), ImmutableSortedDictionary<string, string>.Empty);

    private sealed class FiniteReporter(IEvaluationReporter inner) : IEvaluationReporter
    {
        public ValueTask<ReportDecision> ReportAsync(EvaluationReport report) => Verdict.NotFinite(report.Metrics) is { } metric
            ? throw new NotFiniteReport($"{metric} was not finite at fidelity {report.Fidelity}")
            : inner.ReportAsync(report);

        public void Warn(string warning) => inner.Warn(warning);
    }

    private sealed class NotFiniteReport(string message) : Exception(message);
}
