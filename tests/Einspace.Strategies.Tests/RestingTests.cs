using Einspace.Sdk.Search;
using Einspace.Sdk.Testing;

namespace Einspace.Strategies.Tests;

/// <summary>Strategies learn from trials that rest as they do from those that end, and not twice.</summary>
internal sealed class RestingTests
{
    private static IEnumerable<StrategyCase> Once => StrategyCase.Learning.Where(strategy => strategy.Name != "regularized-evolution").Concat(StrategyCase.Others);

    [TestCaseSource(nameof(Once))]
    public void WhatRestsIsLearntFromAtOnceAndOnlyOnce(StrategyCase strategy)
    {
        Study ends = new(ToyGrammar.Endless, 100, strategy.Create), rests = new(ToyGrammar.Endless, 100, strategy.Create);
        for (int number = 0; number < 60; number++)
        {
            Proposal proposal = ends.Propose();
            Assert.That(rests.Propose().Architecture.Text, Is.EqualTo(proposal.Architecture.Text), $"trial {number}");

            double score = number * 37 % 61;
            ends.Measure(number, TrialState.Completed, (1, score));
            rests.Measure(number, TrialState.Paused, (1, score));
            if (number % 3 == 0)
                rests.Measure(number, TrialState.Paused, (1, score), (3, 100 - score));
            if (number % 2 == 0)
                rests.Measure(number, TrialState.Completed, (1, score), (9, 50));
        }
    }
}
