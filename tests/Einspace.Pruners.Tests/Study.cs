using System.Collections.Immutable;
using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Grammars;
using Einspace.Sdk.Search;

namespace Einspace.Pruners.Tests;

/// <summary>A study in memory, one trial at a time, whose trials score as a function says.</summary>
internal sealed class Study(Func<PrunerContext, IPruner> create, int trials, int horizon, Func<int, int, double> score)
{
    public static readonly Objective Objective = new("score", Direction.Maximise);

    private static readonly Proposal Proposal = new(Architecture.Parse("network"));
    private readonly IPruner _pruner = create(new PrunerContext(Objective, horizon, trials));

    /// <summary>The fidelity that each trial has reached, by number.</summary>
    public int[] Reached { get; } = new int[trials];

    /// <summary>The order in which segments ran.</summary>
    public List<(int Trial, int From, int To)> Segments { get; } = [];

    public int Epochs => Segments.Sum(segment => Math.Min(segment.To, Reached[segment.Trial]) - segment.From);

    public Study Run()
    {
        HashSet<int> paused = [];
        for (int begun = 0; ;)
        {
            if (_pruner.Promote() is { } promotion)
            {
                Assert.That(paused.Remove(promotion.Trial), $"trial {promotion.Trial} is not paused");
                Evaluate(promotion.Trial, promotion.To, paused);
            }
            else if (begun < trials)
            {
                Evaluate(begun, _pruner.Begin(begun), paused);
                begun++;
            }
            else
            {
                return this;
            }
        }
    }

    private void Evaluate(int number, int to, HashSet<int> paused)
    {
        Segments.Add((number, Reached[number], to));
        _pruner.Apply(new StudyEvent.Planned(number, Reached[number], to));
        while (Reached[number] < to)
        {
            EvaluationReport report = new(++Reached[number], Metrics(number));
            _pruner.Apply(new StudyEvent.Reported(number, report));
            if (_pruner.Decide(number, report) == ReportDecision.Stop && Reached[number] < to)
            {
                _pruner.Apply(new StudyEvent.Finished(TrialOf(number, TrialState.Pruned)));
                return;
            }
        }

        if (to == horizon)
        {
            _pruner.Apply(new StudyEvent.Finished(TrialOf(number, TrialState.Completed)));
            return;
        }

        paused.Add(number);
        _pruner.Apply(new StudyEvent.Paused(TrialOf(number, TrialState.Paused)));
    }

    private Trial TrialOf(int number, TrialState state) => new()
    {
        Number = number, State = state, Proposal = Proposal, GraphHash = $"{number}", Fidelity = Reached[number], Metrics = Metrics(number),
    };

    private ImmutableSortedDictionary<string, double> Metrics(int number) =>
        ImmutableSortedDictionary<string, double>.Empty.Add(Objective.Metric, score(number, Reached[number]));
}
