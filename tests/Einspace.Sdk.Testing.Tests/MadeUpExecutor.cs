using System.Collections.Concurrent;
using System.Collections.Immutable;
using Einspace.Sdk.Evaluation;

namespace Einspace.Sdk.Testing.Tests;

/// <summary>
/// A sound executor, which plays processes of its own: what is ended by force is forgotten. Single promises can be broken. Those of a
/// cluster share what they run.
/// </summary>
internal sealed class MadeUpExecutor(int slots, ConcurrentDictionary<int, IExecution> cluster) : IExecutor
{
    private readonly SemaphoreSlim _free = new(slots);
    private readonly SemaphoreSlim _one = new(1);

    public int Slots => slots;

    public bool RunsOneAtATime { get; init; }

    public bool WaitsInStart { get; init; }

    public bool Overlaps { get; init; }

    public bool LosesWarnings { get; init; }

    public bool NeverStops { get; init; }

    public bool RoundsMetrics { get; init; }

    public bool LosesFacts { get; init; }

    public bool LosesTheAttempt { get; init; }

    public bool PassesNan { get; init; }

    public bool TakesRefusalsForFailures { get; init; }

    public bool IgnoresCancel { get; init; }

    public bool KeepsTheSlotOfTheCancelled { get; init; }

    public bool UsesNoForce { get; init; }

    public bool ThrowsWhenLost { get; init; }

    public bool FindsTheUnknown { get; init; }

    public bool FindsNothing { get; init; }

    public bool WaitsForAllWhenDisposed { get; init; }

    public IExecution Start(EvaluationRequest request, IEvaluationReporter reporter)
    {
        Execution execution = new();
        execution.Completion = Task.Run(() => RunAsync(request, reporter, execution));
        cluster[request.Trial] = execution;
        if (WaitsInStart)
            execution.Completion.Wait();
        return execution;
    }

    public IExecution? Attach(EvaluationRequest request, IEvaluationReporter reporter) =>
        FindsTheUnknown ? new Execution { Completion = new TaskCompletionSource<ExecutionEnd>().Task }
        : !FindsNothing && cluster.TryGetValue(request.Trial, out IExecution? found) && !found.Completion.IsCompleted ? found
        : null;

    public async ValueTask DisposeAsync()
    {
        if (WaitsForAllWhenDisposed)
            await Task.WhenAll(cluster.Values.Select(execution => execution.Completion)).ContinueWith(_ => { });
    }

    private async Task<ExecutionEnd> RunAsync(EvaluationRequest request, IEvaluationReporter reporter, Execution execution)
    {
        if (RunsOneAtATime)
            await _one.WaitAsync();
        if (!await _free.WaitAsync(0))
            throw new InvalidOperationException("No slot is free.");
        CancellationToken cancelled = IgnoresCancel ? CancellationToken.None : execution.Cancelled;
        bool keepsSlot = false;
        try
        {
            ProbeEvaluator evaluator = new(() => throw new DeathException());
            EvaluationRequest sent = LosesTheAttempt ? request with { Attempt = 0 } : request;
            Task<EvaluationResult> work = Task.Factory.StartNew(
                () => evaluator.EvaluateAsync(sent, new Passing(this, reporter), cancelled), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
            return End(await (UsesNoForce ? work : work.WaitAsync(cancelled)), evaluator);
        }
        catch (OperationCanceledException)
        {
            keepsSlot = KeepsTheSlotOfTheCancelled;
            throw;
        }
        catch (InputException refusal) when (TakesRefusalsForFailures)
        {
            return Failure(FailureKind.Error, refusal.Message);
        }
        catch (DeathException) when (!ThrowsWhenLost)
        {
            return Failure(FailureKind.WorkerLost, "the process ended");
        }
        catch (FormatException error)
        {
            return Failure(FailureKind.Error, error.Message);
        }
        finally
        {
            if (!keepsSlot)
                _free.Release();
        }
    }

    private static ExecutionEnd Failure(FailureKind kind, string reason) =>
        new(new EvaluationResult.Failed(kind, reason), ImmutableSortedDictionary<string, string>.Empty);

    private ExecutionEnd End(EvaluationResult result, IEvaluator evaluator)
    {
        if (result is EvaluationResult.Completed completed)
        {
            if (!PassesNan && completed.Metrics.Values.Any(double.IsNaN))
                return Failure(FailureKind.NotFinite, "it was NaN");
            if (RoundsMetrics)
                result = completed with { Metrics = completed.Metrics.SetItem(ProbeEvaluator.Metric, (float)completed.Metrics[ProbeEvaluator.Metric]) };
        }

        return new ExecutionEnd(result, LosesFacts ? ImmutableSortedDictionary<string, string>.Empty : evaluator.Facts);
    }

    private sealed class DeathException : Exception;

    private sealed class Execution : IExecution
    {
        private readonly CancellationTokenSource _cancellation = new();

        public CancellationToken Cancelled => _cancellation.Token;

        public Task<ExecutionEnd> Completion { get; set; } = null!;

        public void Cancel() => _cancellation.Cancel();
    }

    private sealed class Passing(MadeUpExecutor executor, IEvaluationReporter inner) : IEvaluationReporter
    {
        public async ValueTask<ReportDecision> ReportAsync(EvaluationReport report)
        {
            ValueTask<ReportDecision> answer = inner.ReportAsync(report);
            if (executor.Overlaps)
                return ReportDecision.Continue;
            ReportDecision decision = await answer;
            return executor.NeverStops ? ReportDecision.Continue : decision;
        }

        public void Warn(string warning)
        {
            if (!executor.LosesWarnings)
                inner.Warn(warning);
        }
    }
}
