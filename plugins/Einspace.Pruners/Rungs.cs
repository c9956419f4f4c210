using System.Collections.Immutable;
using Einspace.Sdk;
using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Search;

namespace Einspace.Pruners;

/// <summary>The fidelities at which trials are compared, and what is common to comparing them.</summary>
internal static class Rungs
{
    /// <summary>The ladder of successive halving: minimum, minimum·eta, minimum·eta², …, and the horizon last.</summary>
    public static ImmutableArray<int> Ladder(int minimum, int eta, int horizon)
    {
        RefuseBeyond(minimum, horizon);
        var rungs = ImmutableArray.CreateBuilder<int>();
        for (long rung = minimum; rung < horizon; rung *= eta)
            rungs.Add((int)rung);
        rungs.Add(horizon);
        return rungs.ToImmutable();
    }

    /// <summary>Refuses a minimum beyond the horizon.</summary>
    public static void RefuseBeyond(int minimum, int horizon)
    {
        if (minimum > horizon)
            throw new InputException($"pruner.minimum-epochs is {minimum}, expected at most the {horizon} of --epochs: no trial would ever be judged.");
    }

    /// <summary>Refuses a study in which nothing would ever go on.</summary>
    public static void RefuseFewer(int trials, int eta)
    {
        if (trials < eta)
            throw new InputException($"pruner.eta is {eta}: one of {eta} trials goes on, but --trials is {trials}, so that none would. Use a smaller eta, more trials, or --pruner none.");
    }

    /// <summary>The objective's score in a report, of which more is better; null where it is not reported.</summary>
    public static double? ScoreOf(this PrunerContext context, EvaluationReport report) =>
        report.Metrics.TryGetValue(context.Objective.Metric, out double value) ? context.Objective.Score(value) : null;
}
