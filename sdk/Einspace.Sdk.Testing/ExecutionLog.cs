using Einspace.Sdk.Evaluation;

namespace Einspace.Sdk.Testing;

/// <summary>What an executor passes on of one evaluation, in order.</summary>
/// <param name="answer">Answers reports; null always answers Continue, after a moment.</param>
internal sealed class ExecutionLog(Func<EvaluationReport, Task<ReportDecision>>? answer = null) : IEvaluationReporter
{
    private readonly Lock _lock = new();
    private readonly List<string> _heard = [];
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isInside;

    /// <summary>What came, in words.</summary>
    public string[] Heard
    {
        get
        {
            lock (_lock)
                return [.. _heard];
        }
    }

    /// <summary>The first call that came before another had ended; null for none.</summary>
    public string? Overlap { get; private set; }

    /// <summary>Ends when the first report is there: the evaluation runs.</summary>
    public Task Begun => _begun.Task;

    /// <summary>A report, in words.</summary>
    public static string Words(EvaluationReport report) => $"report at {report.Fidelity} {EvaluationRun.Write(report.Metrics)}";

    /// <inheritdoc/>
    public async ValueTask<ReportDecision> ReportAsync(EvaluationReport report)
    {
        Enter(Words(report));
        _begun.TrySetResult();
        ReportDecision decision = ReportDecision.Continue;
        if (answer is not null)
            decision = await answer(report).ConfigureAwait(false);
        else
            await Task.Delay(5).ConfigureAwait(false);
        _isInside = false;
        return decision;
    }

    /// <inheritdoc/>
    public void Warn(string warning)
    {
        Enter(warning);
        _isInside = false;
    }

    private void Enter(string words)
    {
        lock (_lock)
        {
            if (_isInside)
                Overlap ??= words;
            _heard.Add(words);
            _isInside = true;
        }
    }
}
