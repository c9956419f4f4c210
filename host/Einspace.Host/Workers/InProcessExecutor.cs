using Einspace.Sdk.Evaluation;

namespace Einspace.Host.Workers;

/// <summary>
/// Runs evaluations in this process, for evaluators that take microseconds. Requests, reports and results pass through the bytes
/// that a worker would be sent, so that nothing works here that would not work there.
/// </summary>
internal sealed class InProcessExecutor : IExecutor
{
    private static readonly TimeSpan DisposalPatience = TimeSpan.FromSeconds(5);
    private readonly Stack<IEvaluator> _idle = [];
    private readonly Func<IEvaluator> _create;
    private readonly TextWriter _log;
    private readonly IDisposable? _data;
    private int _running;
    private bool _isDisposed;

    /// <summary>Creates the executor.</summary>
    /// <param name="slots">How many evaluations may run at a time.</param>
    /// <param name="create">Makes an evaluator; each evaluates one network at a time.</param>
    /// <param name="log">Receives the details of exceptions; closed with the executor.</param>
    /// <param name="data">What the evaluators read, disposed after them; null for nothing.</param>
    public InProcessExecutor(int slots, Func<IEvaluator> create, TextWriter log, IDisposable? data = null)
    {
        Slots = slots;
        _create = create;
        _log = log;
        _data = data;
    }

    /// <inheritdoc/>
    public int Slots { get; }

    /// <inheritdoc/>
    public IExecution Start(EvaluationRequest request, IEvaluationReporter reporter)
    {
        byte[] bytes = EvaluationJson.Write(request);
        lock (_idle)
            _running++;
        return new Execution(cancellation => RunAsync(bytes, reporter, cancellation));
    }

    /// <inheritdoc/>
    public IExecution? Attach(EvaluationRequest request, IEvaluationReporter reporter) => null;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        bool isLast;
        lock (_idle)
        {
            _isDisposed = true;
            isLast = _running == 0;
        }

        // An evaluator that does not end keeps what it reads: nothing is unmapped under its hands.
        if (isLast)
            await CloseAsync();
    }

    private async Task<ExecutionEnd> RunAsync(byte[] bytes, IEvaluationReporter reporter, CancellationToken cancellation)
    {
        IEvaluator? evaluator = null;
        bool isWhole = false;
        try
        {
            EvaluationRequest request = EvaluationJson.ReadRequest(bytes);
            lock (_idle)
                _idle.TryPop(out evaluator);
            evaluator ??= _create();
            ExecutionEnd end = await GuardedEvaluation.RunAsync(evaluator, request, new BytesReporter(reporter), _log, cancellation);
            isWhole = true;
            return end with { Result = EvaluationJson.ReadResult(EvaluationJson.Write(end.Result)) };
        }
        finally
        {
            await GiveBackAsync(evaluator, isWhole);
        }
    }

    /// <summary>Keeps an evaluator for the next request, unless it was stopped in the middle of one.</summary>
    private async Task GiveBackAsync(IEvaluator? evaluator, bool isWhole)
    {
        if (evaluator is not null && !isWhole)
            await DisposeAsync(evaluator);
        bool isLast;
        lock (_idle)
        {
            if (evaluator is not null && isWhole)
                _idle.Push(evaluator);
            isLast = --_running == 0 && _isDisposed;
        }

        if (isLast)
            await CloseAsync();
    }

    private async Task CloseAsync()
    {
        foreach (IEvaluator evaluator in _idle)
            await DisposeAsync(evaluator);
        _data?.Dispose();
        await _log.DisposeAsync();
    }

    /// <summary>Lets an evaluator go; nothing of a study depends on how it takes that.</summary>
    private async Task DisposeAsync(IEvaluator evaluator)
    {
        try
        {
            await Task.Run(() => evaluator.DisposeAsync().AsTask()).WaitAsync(DisposalPatience);
        }
        catch (Exception e)
        {
            await _log.WriteLineAsync($"Disposing the evaluator: {e}");
        }
    }

    private sealed class BytesReporter(IEvaluationReporter inner) : IEvaluationReporter
    {
        public ValueTask<ReportDecision> ReportAsync(EvaluationReport report) =>
            inner.ReportAsync(EvaluationJson.ReadReport(EvaluationJson.Write(report)));

        public void Warn(string warning) => inner.Warn(warning);
    }
}
