using System.Collections.Immutable;
using Einspace.Sdk;
using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Search;
using Einspace.Sdk.Testing;

namespace Company_Plugin.Tests;

internal sealed class HillClimbingTests
{
    private readonly StrategyContext _context = new(
        new SearchSpace(ToyGrammar.Endless, ToyGrammar.Task, new Limits()), [new Objective("score", Direction.Maximise)], Trials: 100, Seeds: []);

    [Test]
    public void ItMutatesTheBest()
    {
        HillClimbing strategy = new(new HillClimbingOptions(), _context);
        foreach ((int number, double score) in new[] { (0, 0.3), (1, 0.8), (2, 0.5) })
            Finish(strategy, number, score);
        Assert.That(Propose(strategy, 3).Parents, Is.EqualTo(new[] { 1 }));
    }

    [Test]
    public void ItStartsAgainWhenItsPatienceEnds()
    {
        HillClimbing strategy = new(new HillClimbingOptions { Patience = 2 }, _context);
        foreach ((int number, double score) in new[] { (0, 0.8), (1, 0.3), (2, 0.5) })
            Finish(strategy, number, score);
        Assert.That(Propose(strategy, 3).Parents, Is.Empty);
    }

    private static Proposal Propose(HillClimbing strategy, int number)
    {
        ProposalContext context = new(number, RandomStream.Derive(0, "proposal", (ulong)number), Outstanding: 0);
        return ((ProposalOutcome.Proposed)strategy.Propose(context, CancellationToken.None)).Proposal;
    }

    private static void Finish(HillClimbing strategy, int number, double score)
    {
        Proposal proposal = Propose(strategy, number);
        strategy.Apply(new StudyEvent.Proposed(number, proposal, GraphHash: $"{number}"));
        strategy.Apply(new StudyEvent.Finished(new Trial
        {
            Number = number,
            State = TrialState.Completed,
            Proposal = proposal,
            GraphHash = $"{number}",
            Metrics = ImmutableSortedDictionary<string, double>.Empty.Add("score", score),
        }));
    }
}
