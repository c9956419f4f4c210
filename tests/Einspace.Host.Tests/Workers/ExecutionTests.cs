using System.Collections.Immutable;
using Einspace.Host.Tests.Studies;
using Einspace.Host.Workers;
using Einspace.Sdk.Evaluation;

namespace Einspace.Host.Tests.Workers;

/// <summary>Nothing of an evaluation stays when it is over.</summary>
internal sealed class ExecutionTests
{
    private static readonly ExecutionEnd End = new(
        new EvaluationResult.Completed(1, ScriptedEvaluator.Metrics(0.5)), ImmutableSortedDictionary<string, string>.Empty);

    [Test]
    public async Task What_is_over_is_no_longer_cancelled_with_all_others()
    {
        using CancellationTokenSource all = new();
        CancellationToken given = default;
        Execution execution = new(
            cancellation =>
            {
                given = cancellation;
                return Task.FromResult(End);
            },
            all.Token);
        await execution.Completion;
        await all.CancelAsync();
        execution.Cancel();

        Assert.That(given.IsCancellationRequested, Is.False, "It is still registered with what cancels all.");
    }

    [Test]
    public void One_or_all_can_be_cancelled()
    {
        using CancellationTokenSource all = new();
        Execution one = new(ForeverAsync, all.Token), other = new(ForeverAsync, all.Token);
        one.Cancel();
        Assert.That(async () => await one.Completion.WaitAsync(TimeSpan.FromSeconds(10)), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(other.Completion.IsCompleted, Is.False);
        all.Cancel();
        Assert.That(async () => await other.Completion.WaitAsync(TimeSpan.FromSeconds(10)), Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task An_evaluator_stopped_in_the_middle_is_not_kept_and_the_data_outlive_the_last()
    {
        List<string> heard = [];
        TaskCompletionSource<EvaluationResult?> stubborn = new();
        Queue<Func<CancellationToken, Task<EvaluationResult?>>> behaviours = new(
        [
            _ => Task.FromResult<EvaluationResult?>(null),
            async cancellation =>
            {
                await Task.Delay(Timeout.Infinite, cancellation);
                return null;
            },
            _ => stubborn.Task,
        ]);
        InProcessExecutor executor = new(1, Create, TextWriter.Null, new Noting(heard, "data"));
        await executor.Start(LocalExecutorTests.Request, new Mute()).Completion;
        IExecution cancelled = executor.Start(LocalExecutorTests.Request, new Mute());
        cancelled.Cancel();
        Assert.That(async () => await cancelled.Completion, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(heard, Is.EqualTo(new[] { "evaluator" }));

        IExecution last = executor.Start(LocalExecutorTests.Request, new Mute());
        await executor.DisposeAsync();
        Assert.That(heard, Has.Count.EqualTo(1), "It is in use.");
        stubborn.SetResult(null);
        await last.Completion;
        Assert.That(heard, Is.EqualTo(new[] { "evaluator", "evaluator", "data" }));

        IEvaluator Create() => new Disposed(
            new ScriptedEvaluator { OnEvaluate = (_, cancellation) => behaviours.Dequeue()(cancellation) }, new Noting(heard, "evaluator"));
    }

    private static async Task<ExecutionEnd> ForeverAsync(CancellationToken cancellation)
    {
        await Task.Delay(Timeout.Infinite, cancellation);
        return End;
    }

    private sealed class Noting(List<string> heard, string what) : IDisposable
    {
        public void Dispose() => heard.Add(what);
    }

    private sealed class Disposed(IEvaluator inner, IDisposable end) : IEvaluator
    {
        public IReadOnlyDictionary<string, string> Facts => inner.Facts;

        public Task<EvaluationResult> EvaluateAsync(EvaluationRequest request, IEvaluationReporter reporter, CancellationToken cancellation) =>
            inner.EvaluateAsync(request, reporter, cancellation);

        public ValueTask DisposeAsync()
        {
            end.Dispose();
            return ValueTask.CompletedTask;
        }
    }

    private sealed class Mute : IEvaluationReporter
    {
        public ValueTask<ReportDecision> ReportAsync(EvaluationReport report) => new(ReportDecision.Continue);

        public void Warn(string warning)
        {
        }
    }
}
