using Einspace.Sdk.Grammars;
using Einspace.Sdk.Search;
using Einspace.Sdk.Testing;

namespace Einspace.Strategies.Tests;

/// <summary>Where the limits leave next to nothing, strategies say so instead of proposing what breaks them, or drawing for minutes.</summary>
internal sealed class LimitsTests
{
    private static readonly Grammar Grammar = ToyGrammar.Finite(64);

    [Test]
    public void WhatTheLimitsLeaveIsProposedAndThenTheSpaceIsExhausted(
        [ValueSource(typeof(StrategyCase), nameof(StrategyCase.All))] StrategyCase strategy, [Values(0, 1, 3)] int left)
    {
        Study study = new(Leaving(left), trials: 40, strategy.Create);
        HashSet<string> proposed = [];
        ProposalOutcome outcome = Ask(study);
        for (int trial = 0; trial < 40 && outcome is ProposalOutcome.Proposed; trial++)
        {
            Network network = study.Space.Realise(study.Propose().Architecture);
            Assert.That(network.Violation, Is.Null, $"trial {trial}");
            proposed.Add(network.Hash);
            study.Finish(trial, score: trial);
            outcome = Ask(study);
        }

        Assert.That(proposed, Has.Count.EqualTo(left));
        // Regularised evolution proposes again what it knows, where there is anything.
        if (strategy.Name != "regularized-evolution" || left == 0)
            Assert.That(outcome, Is.SameAs(ProposalOutcome.Exhausted));
    }

    /// <summary>Asks, and counts the draws that the answer took: two rounds of lost draws at most, for mutants or learnt samples and for samples.</summary>
    private static ProposalOutcome Ask(Study study)
    {
        long before = study.Space.Violations;
        ProposalOutcome outcome = study.Ask();
        Assert.That(study.Space.Violations - before, Is.LessThanOrEqualTo(2 * 11 * study.Space.Attempts));
        return outcome;
    }

    private static SearchSpace Leaving(int networks)
    {
        // linear(n) costs n times what linear(1) does.
        long cost = (long)new SearchSpace(Grammar, ToyGrammar.Task, new Limits()).Realise(Grammar.Parse("linear(1)")).Costs.MultiplyAdds;
        return new SearchSpace(Grammar, ToyGrammar.Task, new Limits { MaxMultiplyAdds = Math.Max(1, networks * cost) });
    }
}
