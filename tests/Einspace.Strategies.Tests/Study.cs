using System.Collections.Immutable;
using Einspace.Sdk;
using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Grammars;
using Einspace.Sdk.Search;
using Einspace.Sdk.Testing;

namespace Einspace.Strategies.Tests;

/// <summary>A study in memory whose trials finish as the test says.</summary>
internal sealed class Study
{
    public static readonly Objective Objective = new("score", Direction.Maximise);

    private readonly Dictionary<int, StudyEvent.Proposed> _outstanding = [];

    public Study(Grammar grammar, int trials, Func<StrategyContext, ISearchStrategy> create, params string[] seeds)
        : this(new SearchSpace(grammar, ToyGrammar.Task, new Limits()), trials, create, seeds)
    {
    }

    public Study(SearchSpace space, int trials, Func<StrategyContext, ISearchStrategy> create, params string[] seeds)
    {
        Space = space;
        Strategy = create(new StrategyContext(Space, [Objective], trials, [.. seeds.Select(space.Grammar.Parse)]));
    }

    public SearchSpace Space { get; }

    public ISearchStrategy Strategy { get; }

    /// <summary>The seed of its proposals.</summary>
    public ulong Seed { get; init; }

    public int Proposals { get; private set; }

    public ProposalOutcome Ask() => Strategy.Propose(
        new ProposalContext(Proposals, RandomStream.Derive(Seed, "proposal", (ulong)Proposals), _outstanding.Count), CancellationToken.None);

    /// <summary>Proposes a trial, which must not be refused, and records it.</summary>
    public Proposal Propose()
    {
        ProposalOutcome outcome = Ask();
        Assert.That(outcome, Is.InstanceOf<ProposalOutcome.Proposed>(), $"trial {Proposals}");
        Proposal proposal = ((ProposalOutcome.Proposed)outcome).Proposal;
        StudyEvent.Proposed e = new(Proposals, proposal, Space.Realise(proposal.Architecture).Hash);
        _outstanding.Add(Proposals++, e);
        Strategy.Apply(e);
        return proposal;
    }

    /// <summary>Ends a trial with a score, or without one.</summary>
    public void Finish(int number, double? score, TrialState without = TrialState.Failed)
    {
        Assert.That(_outstanding.Remove(number, out StudyEvent.Proposed? e), $"trial {number} is not outstanding");
        Strategy.Apply(new StudyEvent.Finished(new Trial
        {
            Number = number,
            Proposal = e!.Proposal,
            GraphHash = e.GraphHash,
            State = score is null ? without : TrialState.Completed,
            Metrics = score is { } value
                ? ImmutableSortedDictionary<string, double>.Empty.Add(Objective.Metric, value)
                : ImmutableSortedDictionary<string, double>.Empty,
        }));
    }

    /// <summary>Lets a trial rest, or end, with scores by fidelity; the last one is the newest.</summary>
    public void Measure(int number, TrialState state, params (int Fidelity, double Score)[] scores)
    {
        StudyEvent.Proposed e = _outstanding[number];
        var results = scores.ToImmutableSortedDictionary(
            s => s.Fidelity, s => ImmutableSortedDictionary<string, double>.Empty.Add(Objective.Metric, s.Score));
        Trial trial = new()
        {
            Number = number,
            Proposal = e.Proposal,
            GraphHash = e.GraphHash,
            State = state,
            Fidelity = scores[^1].Fidelity,
            Metrics = results[scores[^1].Fidelity],
            Results = results,
        };
        Strategy.Apply(state == TrialState.Paused ? new StudyEvent.Paused(trial) : new StudyEvent.Finished(trial));
    }

    /// <summary>Proposes trials one after the other, each of which ends with the score that its number is given.</summary>
    public Proposal[] Run(int trials, Func<int, double?> score) =>
    [
        .. Enumerable.Range(0, trials).Select(_ =>
        {
            Proposal proposal = Propose();
            Finish(Proposals - 1, score(Proposals - 1));
            return proposal;
        }),
    ];
}
