using Einspace.Sdk.Evaluation;

namespace Einspace.Host.Workers;

/// <summary>
/// Runs evaluations in this process, for evaluators that take microseconds. Requests, reports and results pass through the bytes
/// that a worker would be sent, so that nothing works here that would not work there.
/// </summary>
internal sealed class InProcessExecutor : IExecutor
{
    private readonly Stack<IEvaluator> _idle = [];
    private readonly Func<IEvaluator> _create;
    private readonly TextWriter _log;

    /// <summary>Creates the executor.</summary>
    /// <param name="slots">How many evaluations may run at a time.</param>
    /// <param name="create">Makes an evaluator; each evaluates one network at a time.</param>
    /// <param name="log">Receives the details of exceptions; closed with the executor.</param>
    public InProcessExecutor(int slots, Func<IEvaluator> create, TextWriter log)
    {
        Slots = slots;
        _create = create;
        _log = log;
    }

    /// <inheritdoc/>
    public int Slots { get; }

    /// <inheritdoc/>
    public IExecution Start(EvaluationRequest request, IEvaluationReporter reporter)
    {
        byte[] bytes = EvaluationJson.Write(request);
        CancellationTokenSource cancellation = new();
        return new Execution(Task.Run(() => RunAsync(bytes, reporter, cancellation.Token)), cancellation);
    }

    /// <inheritdoc/>
    public IExecution? Attach(EvaluationRequest request, IEvaluationReporter reporter) => null;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (IEvaluator evaluator in _idle)
            await evaluator.DisposeAsync();
        await _log.DisposeAsync();
    }

    private async Task<ExecutionEnd> RunAsync(byte[] bytes, IEvaluationReporter reporter, CancellationToken cancellation)
    {
        EvaluationRequest request = EvaluationJson.ReadRequest(bytes);
        IEvaluator? evaluator;
        lock (_idle)
            _idle.TryPop(out evaluator);
        evaluator ??= _create();
        EvaluationResult result = await GuardedEvaluation.RunAsync(evaluator, request, new BytesReporter(reporter), _log, cancellation);
        lock (_idle)
            _idle.Push(evaluator);
        return new ExecutionEnd(EvaluationJson.ReadResult(EvaluationJson.Write(result)), evaluator.Facts);
    }

    private sealed class Execution(Task<ExecutionEnd> completion, CancellationTokenSource cancellation) : IExecution
    {
        public Task<ExecutionEnd> Completion => completion;

        public void Cancel() => cancellation.Cancel();
    }

    private sealed class BytesReporter(IEvaluationReporter inner) : IEvaluationReporter
    {
        public ValueTask<ReportDecision> ReportAsync(EvaluationReport report) =>
            inner.ReportAsync(EvaluationJson.ReadReport(EvaluationJson.Write(report)));

        public void Warn(string warning) => inner.Warn(warning);
    }
}
