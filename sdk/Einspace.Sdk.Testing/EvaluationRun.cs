using System.Collections.Immutable;
using System.Globalization;
using Einspace.Sdk.Evaluation;

namespace Einspace.Sdk.Testing;

/// <summary>One evaluation, watched: what was reported, what came of it, and what was out of order.</summary>
internal sealed class EvaluationRun : IEvaluationReporter
{
    private readonly EvaluationRequest _request;
    private readonly Lock _lock = new();
    private readonly List<EvaluationReport> _reports = [];
    private bool _isInside;
    private bool _isOver;

    private EvaluationRun(EvaluationRequest request) => _request = request;

    /// <summary>The result; null where <see cref="Error"/> came instead.</summary>
    public EvaluationResult? Result { get; private set; }

    /// <summary>What was thrown.</summary>
    public Exception? Error { get; private set; }

    /// <summary>The first thing that was out of order with the reports; null for nothing.</summary>
    public string? Disorder { get; private set; }

    /// <summary>What was reported, in order.</summary>
    public ImmutableArray<EvaluationReport> Reports
    {
        get
        {
            lock (_lock)
                return [.. _reports];
        }
    }

    /// <summary>Reports and result in words, numbers to the last bit.</summary>
    public string Words => string.Join("; ", [.. Reports.Select(report => $"reported at {report.Fidelity} {Write(report.Metrics)}"), Ending]);

    /// <summary>How it ended, in words.</summary>
    public string Ending => Result switch
    {
        EvaluationResult.Completed completed => $"completed at {completed.Fidelity} {Write(completed.Metrics)}",
        EvaluationResult.Failed failed => $"failed ({failed.Kind})",
        _ => Error is null ? "answered null" : $"threw {Error.GetType().Name}: {Error.Message}",
    };

    private Func<EvaluationReport, Task<ReportDecision>> Answer { get; init; } = _ => Task.FromResult(ReportDecision.Continue);

    /// <summary>Has a request evaluated, on another thread.</summary>
    /// <param name="evaluator">The evaluator.</param>
    /// <param name="request">The request.</param>
    /// <param name="answer">Answers reports; null always answers Continue.</param>
    /// <param name="cancellation">Stops it.</param>
    public static async Task<EvaluationRun> RunAsync(
        IEvaluator evaluator, EvaluationRequest request, Func<EvaluationReport, Task<ReportDecision>>? answer = null, CancellationToken cancellation = default)
    {
        EvaluationRun evaluation = answer is null ? new(request) : new(request) { Answer = answer };
        try
        {
            evaluation.Result = await Task.Run(() => evaluator.EvaluateAsync(request, evaluation, cancellation), CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            // What may be thrown and what may not is the rule's to say.
            evaluation.Error = error;
        }

        evaluation._isOver = true;
        return evaluation;
    }

    /// <summary>The metrics of a result or report, in words.</summary>
    public static string Write(ImmutableSortedDictionary<string, double> metrics) =>
        string.Join(", ", metrics.Select(metric => string.Create(CultureInfo.InvariantCulture, $"{metric.Key} = {metric.Value:R}")));

    /// <inheritdoc/>
    public async ValueTask<ReportDecision> ReportAsync(EvaluationReport report)
    {
        lock (_lock)
        {
            Disorder ??= Fault(report);
            _isInside = true;
            _reports.Add(report);
        }

        ReportDecision decision = await Answer(report).ConfigureAwait(false);
        lock (_lock)
            _isInside = false;
        return decision;
    }

    /// <inheritdoc/>
    public void Warn(string warning)
    {
        lock (_lock)
        {
            if (string.IsNullOrWhiteSpace(warning))
                Disorder ??= "a warning without words";
        }
    }

    private string? Fault(EvaluationReport report)
    {
        int last = _reports.Count > 0 ? _reports[^1].Fidelity : _request.Fidelity.From;
        return _isOver ? $"a report at {report.Fidelity} after the evaluation had ended"
            : _isInside ? $"a report at {report.Fidelity} before the one at {last} was answered"
            : report.Fidelity <= last ? $"a report at {report.Fidelity} after {last} was reached"
            : report.Fidelity > _request.Fidelity.To ? $"a report at {report.Fidelity}, beyond the {_request.Fidelity.To} that was asked for"
            : null;
    }
}
