using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Plugins;
using Einspace.Sdk.Search;

namespace Acme.Search;

/// <summary>Stops a trial that is far behind the best that was reported at the same epoch.</summary>
internal sealed class Laggards(LaggardsOptions options, PrunerContext context) : IPruner
{
    private readonly Dictionary<int, double> _best = [];

    // One segment, to the end: this pruner stops trials, and lets none rest.
    public int Begin(int trial) => context.Horizon;

    public Promotion? Promote() => null;

    public ReportDecision Decide(int trial, EvaluationReport report) =>
        ScoreOf(report) is { } score && score < _best[report.Fidelity] - options.Margin ? ReportDecision.Stop : ReportDecision.Continue;

    public void Apply(StudyEvent e)
    {
        if (e is StudyEvent.Reported { Report: var report } && ScoreOf(report) is { } score)
            _best[report.Fidelity] = Math.Max(score, _best.GetValueOrDefault(report.Fidelity, score));
    }

    /// <summary>The objective's score, of which more is better; null where it is not reported.</summary>
    private double? ScoreOf(EvaluationReport report) =>
        report.Metrics.TryGetValue(context.Objective.Metric, out double value) ? context.Objective.Score(value) : null;
}

internal sealed record LaggardsOptions
{
    [Description("How far behind the best a report may be.")]
    [Range(0.0, 1e9)]
    public double Margin { get; init; } = 0.2;
}

[ExportPruner("laggards", Description = "Stops a trial that is far behind the best at the same epoch.")]
internal sealed class LaggardsFactory : PrunerFactory<LaggardsOptions>
{
    protected override IPruner Create(LaggardsOptions options, PrunerContext context) => new Laggards(options, context);
}
