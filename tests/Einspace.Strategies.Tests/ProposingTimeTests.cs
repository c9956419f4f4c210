using System.Collections.Immutable;
using System.Diagnostics;
using Einspace.Sdk;
using Einspace.Sdk.Search;
using Einspace.Sdk.Testing;

namespace Einspace.Strategies.Tests;

/// <summary>Proposing does not slow down with the history.</summary>
internal sealed class ProposingTimeTests
{
    private const int Trials = 10_000;
    private const int Founders = 100;
    private static readonly Lazy<IReadOnlyList<StudyEvent>> History = new(MakeHistory);

    [TestCaseSource(typeof(StrategyCase), nameof(StrategyCase.All))]
    public void AtTenThousandTrialsAProposalTakesMilliseconds(StrategyCase strategy)
    {
        SearchSpace space = new(ToyGrammar.Endless, ToyGrammar.Task, new Limits());
        ISearchStrategy subject = strategy.Create(new StrategyContext(space, [Study.Objective], Trials, []));
        foreach (StudyEvent e in History.Value)
            subject.Apply(e);

        double[] milliseconds = new double[51];
        for (int i = 0; i < milliseconds.Length; i++)
        {
            RandomStream random = RandomStream.Derive(1, "proposal", (ulong)i);
            Stopwatch watch = Stopwatch.StartNew();
            Proposal proposal = ((ProposalOutcome.Proposed)subject.Propose(new ProposalContext(Trials + i, random, i), default)).Proposal;
            milliseconds[i] = watch.Elapsed.TotalMilliseconds;
            subject.Apply(new StudyEvent.Proposed(Trials + i, proposal, space.Realise(proposal.Architecture).Hash));
        }

        Array.Sort(milliseconds);
        TestContext.Out.WriteLine($"median {milliseconds[25]:F3} ms, largest {milliseconds[50]:F3} ms");
        Assert.That(milliseconds[25], Is.LessThan(strategy.Milliseconds));
    }

    /// <summary>Samples that were scored; all but those that found the largest default population claim the one before as their parent.</summary>
    private static List<StudyEvent> MakeHistory()
    {
        SearchSpace space = new(ToyGrammar.Endless, ToyGrammar.Task, new Limits());
        List<StudyEvent> events = [];
        for (int number = 0; number < Trials; number++)
        {
            Network network = space.Sample(RandomStream.Derive(0, "proposal", (ulong)number));
            Proposal proposal = new(network.Architecture) { Parents = number < Founders ? [] : [number - 1] };
            events.Add(new StudyEvent.Proposed(number, proposal, network.Hash));
            events.Add(new StudyEvent.Finished(new Trial
            {
                Number = number,
                State = TrialState.Completed,
                Proposal = proposal,
                GraphHash = network.Hash,
                Metrics = ImmutableSortedDictionary<string, double>.Empty.Add(Study.Objective.Metric, number * 7919 % 10_007),
            }));
        }

        return events;
    }
}
