using System.Collections.Immutable;
using Einspace.Sdk;
using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Plugins;

namespace Einspace.Host.Studies.Configuration;

/// <summary>Objectives as a person writes them: <c>validation-loss</c>, or <c>validation-loss:minimise</c>.</summary>
internal static class StudyObjectives
{
    private const string Minimise = "minimise";
    private const string Maximise = "maximise";

    /// <summary>Reads a study's objectives.</summary>
    /// <param name="given">What the study names; nothing takes the evaluator's own objective.</param>
    /// <param name="evaluator">The evaluator's name.</param>
    /// <param name="metrics">What the evaluator reports, its own objective first.</param>
    /// <param name="place">What named them, for messages.</param>
    /// <exception cref="InputException">An objective is nothing that is measured, or is named twice.</exception>
    public static ImmutableArray<Objective> Read(ImmutableArray<string> given, string evaluator, IReadOnlyList<Objective> metrics, string place = "--objective")
    {
        if (given.IsEmpty)
            return [metrics[0]];
        ImmutableArray<Objective> known =
            [.. metrics.Concat(CostMetric.Names.Select(cost => new Objective(cost, Direction.Minimise))).DistinctBy(objective => objective.Metric)];
        ImmutableArray<Objective> objectives = [.. given.Select(text => Read(text, evaluator, known, place))];
        return objectives.GroupBy(objective => objective.Metric).FirstOrDefault(group => group.Count() > 1) is { } twice
            ? throw new InputException($"{place}: {twice.Key} is named {twice.Count()} times, expected each objective once.")
            : objectives;
    }

    /// <summary>Writes an objective as <see cref="Read(ImmutableArray{string}, string, IReadOnlyList{Objective}, string)"/> reads it.</summary>
    public static string Write(Objective objective) => $"{objective.Metric}:{(objective.Direction == Direction.Minimise ? Minimise : Maximise)}";

    private static Objective Read(string text, string evaluator, ImmutableArray<Objective> known, string place)
    {
        (string metric, string? direction) = text.LastIndexOf(':') is >= 0 and var colon ? (text[..colon], text[(colon + 1)..]) : (text, null);
        if (known.FirstOrDefault(objective => objective.Metric == metric) is not { } found)
        {
            string[] names = [.. known.Select(objective => objective.Metric)];
            string all = $"there are {string.Join(", ", names)}", sentence = $"{place}: the evaluator '{evaluator}' reports no '{metric}'";
            throw new InputException(NearestName.Of(metric, names) is { } near ? $"{sentence}; did you mean '{near}'? ({all})" : $"{sentence}; {all}.");
        }

        return direction switch
        {
            null => found,
            Minimise => found with { Direction = Direction.Minimise },
            Maximise => found with { Direction = Direction.Maximise },
            _ => throw new InputException($"{place}: found '{text}', expected '{metric}', '{metric}:{Minimise}' or '{metric}:{Maximise}'."),
        };
    }
}
