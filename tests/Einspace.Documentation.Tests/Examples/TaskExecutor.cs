using Einspace.Sdk;
using Einspace.Sdk.Evaluation;

namespace Acme.Search;

/// <summary>Runs each evaluation as a task of this process, with an evaluator of its own.</summary>
internal sealed class TaskExecutor(int slots, Func<IEvaluator> create) : IExecutor
{
    public int Slots => slots;

    public IExecution Start(EvaluationRequest request, IEvaluationReporter reporter) =>
        new Execution(cancellation => RunAsync(request, reporter, cancellation));

    // Tasks end with their process: after a restart of the host nothing is there to be found.
    public IExecution? Attach(EvaluationRequest request, IEvaluationReporter reporter) => null;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<ExecutionEnd> RunAsync(EvaluationRequest request, IEvaluationReporter reporter, CancellationToken cancellation)
    {
        await using IEvaluator evaluator = create();
        EvaluationResult result;
        try
        {
            result = await evaluator.EvaluateAsync(request, reporter, cancellation);
        }
        catch (Exception e) when (e is not (OperationCanceledException or InputException))
        {
            // An evaluator's mistake costs its trial, and neither the slot nor the study.
            result = new EvaluationResult.Failed(FailureKind.Error, e.Message);
        }

        if (result is EvaluationResult.Completed completed && !completed.Metrics.Values.All(double.IsFinite))
            result = new EvaluationResult.Failed(FailureKind.NotFinite, "a metric is not finite");
        return new ExecutionEnd(result, evaluator.Facts);
    }

    private sealed class Execution : IExecution
    {
        private readonly CancellationTokenSource _cancellation = new();

        public Execution(Func<CancellationToken, Task<ExecutionEnd>> run) => Completion = Task.Run(() => run(_cancellation.Token));

        public Task<ExecutionEnd> Completion { get; }

        public void Cancel() => _cancellation.Cancel();
    }
}
