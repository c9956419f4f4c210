using System.Collections.Immutable;
using Einspace.Sdk;
using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Search;
using Einspace.Synthetic;

namespace Einspace.Bench.Strategies;

/// <summary>
/// What a proposal takes after a long history: samples with their scores, of which all but the founders of the largest default
/// population claim the one before as their parent. In milliseconds of the processor, which a busy machine stretches less than those of a clock.
/// </summary>
internal sealed class ProposingTime
{
    private const int Founders = 100;
    private const int Proposals = 101;
    private static readonly Objective Objective = new("score", Direction.Maximise);
    private readonly SearchSpace _space;
    private readonly List<StudyEvent> _history = [];
    private readonly int _trials;

    public ProposingTime(SearchSpace space, int trials)
    {
        (_space, _trials) = (space, trials);
        Landscape landscape = new(0);
        for (int number = 0; number < trials; number++)
        {
            Network network = space.Sample(RandomStream.Derive(0, "proposal", (ulong)number));
            Proposal proposal = new(network.Architecture) { Parents = number < Founders ? [] : [number - 1] };
            _history.Add(new StudyEvent.Proposed(number, proposal, network.Hash));
            _history.Add(Finished(number, proposal, network, landscape.Score(network.Graph)));
        }
    }

    /// <summary>Tells a strategy the history, and has it propose.</summary>
    /// <returns>The times of the proposals, ascending.</returns>
    public double[] Of(StrategyUnderTest subject)
    {
        ISearchStrategy strategy = subject.Create(new StrategyContext(_space, [Objective], _trials, []));
        foreach (StudyEvent e in _history)
            strategy.Apply(e);
        double[] milliseconds = new double[Proposals];
        for (int i = 0; i < Proposals; i++)
        {
            RandomStream random = RandomStream.Derive(1, "proposal", (ulong)i);
            TimeSpan before = Environment.CpuUsage.TotalTime;
            Proposal proposal = ((ProposalOutcome.Proposed)strategy.Propose(new ProposalContext(_trials + i, random, 0), CancellationToken.None)).Proposal;
            milliseconds[i] = (Environment.CpuUsage.TotalTime - before).TotalMilliseconds;
            Network network = _space.Realise(proposal.Architecture);
            strategy.Apply(new StudyEvent.Proposed(_trials + i, proposal, network.Hash));
            strategy.Apply(Finished(_trials + i, proposal, network, new Landscape(0).Score(network.Graph)));
        }

        Array.Sort(milliseconds);
        return milliseconds;
    }

    private static StudyEvent.Finished Finished(int number, Proposal proposal, Network network, double score) => new(new Trial
    {
        Number = number,
        State = TrialState.Completed,
        Proposal = proposal,
        GraphHash = network.Hash,
        Metrics = ImmutableSortedDictionary<string, double>.Empty.Add(Objective.Metric, score),
    });
}
