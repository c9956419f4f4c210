using System.Collections.Immutable;
using System.Diagnostics;
using Einspace.Sdk;
using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Search;
using Einspace.Synthetic;

namespace Einspace.Bench.Strategies;

/// <summary>A study on a landscape, in memory; with several jobs the oldest trial ends first.</summary>
internal sealed class InMemoryStudy(SearchSpace space, int trials, int jobs, ulong seed, double noise, double failures)
{
    private static readonly Objective Objective = new("score", Direction.Maximise);

    public Outcome Run(StrategyUnderTest subject)
    {
        Landscape landscape = new(seed);
        ISearchStrategy strategy = subject.Create(new StrategyContext(space, [Objective], trials, []));
        Queue<StudyEvent.Proposed> outstanding = [];
        List<double> scores = [], parameters = [], milliseconds = [];
        bool exhausted = false;
        for (int number = 0; outstanding.Count > 0 || (number < trials && !exhausted);)
        {
            bool waits = outstanding.Count == jobs || number == trials || exhausted;
            if (!waits)
            {
                Stopwatch watch = Stopwatch.StartNew();
                ProposalOutcome outcome = strategy.Propose(new ProposalContext(number, RandomStream.Derive(seed, "proposal", (ulong)number), outstanding.Count), CancellationToken.None);
                milliseconds.Add(watch.Elapsed.TotalMilliseconds);
                exhausted = outcome == ProposalOutcome.Exhausted;
                waits = outcome == ProposalOutcome.Wait;
                if (outcome is ProposalOutcome.Proposed { Proposal: var proposal })
                {
                    outstanding.Enqueue(new StudyEvent.Proposed(number++, proposal, space.Realise(proposal.Architecture).Hash));
                    strategy.Apply(outstanding.Last());
                }
            }

            if (waits)
            {
                Trial trial = Finish(outstanding.Dequeue(), landscape, scores);
                parameters.Add((double)space.Realise(trial.Proposal.Architecture).Costs.Parameters);
                strategy.Apply(new StudyEvent.Finished(trial));
            }
        }

        return new Outcome([.. scores], Outcome.FrontOf(scores.Zip(parameters)), [.. milliseconds]);
    }

    /// <summary>Ends a trial with its score and noise; notes the score without noise.</summary>
    private Trial Finish(StudyEvent.Proposed proposed, Landscape landscape, List<double> scores)
    {
        double score = landscape.Score(space.Realise(proposed.Proposal.Architecture).Graph);
        RandomStream fate = RandomStream.Derive(seed, $"fate {proposed.GraphHash}");
        bool fails = fate.NextDouble() < failures;
        scores.Add(fails ? 0 : score);
        return new Trial
        {
            Number = proposed.Number,
            Proposal = proposed.Proposal,
            GraphHash = proposed.GraphHash,
            State = fails ? TrialState.Failed : TrialState.Completed,
            Metrics = fails
                ? ImmutableSortedDictionary<string, double>.Empty
                : ImmutableSortedDictionary<string, double>.Empty.Add(Objective.Metric, score + (noise * fate.NextNormal())),
        };
    }
}
