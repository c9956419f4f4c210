using System.Collections.Immutable;
using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Search;

namespace Company_Plugin.Tests;

internal sealed class MedianStopTests
{
    [TestCase(Direction.Maximise, 0.4, ReportDecision.Stop)]
    [TestCase(Direction.Maximise, 0.6, ReportDecision.Continue)]
    [TestCase(Direction.Minimise, 0.4, ReportDecision.Continue)]
    [TestCase(Direction.Minimise, 0.6, ReportDecision.Stop)]
    public void WhatIsBelowTheMedianIsStopped(Direction direction, double reported, ReportDecision decision)
    {
        MedianStop pruner = new(new MedianStopOptions { StartupTrials = 3 }, new PrunerContext(new Objective("score", direction), Horizon: 9, Trials: 20));
        foreach ((int trial, double score) in new[] { (0, 0.1), (1, 0.5), (2, 0.9) })
            Report(pruner, trial, score);
        Assert.That(Report(pruner, 3, reported), Is.EqualTo(decision));
    }

    private static ReportDecision Report(MedianStop pruner, int trial, double score)
    {
        EvaluationReport report = new(Fidelity: 1, ImmutableSortedDictionary<string, double>.Empty.Add("score", score));
        pruner.Apply(new StudyEvent.Reported(trial, report));
        return pruner.Decide(trial, report);
    }
}
