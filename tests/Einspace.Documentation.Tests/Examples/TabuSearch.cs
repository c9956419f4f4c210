using Einspace.Sdk.Search;

namespace Acme.Search;

/// <summary>
/// Looks at some mutants of the architecture where it stands and goes to the best of them, even to a worse one; networks that it proposed
/// lately are tabu, so that it does not walk in circles.
/// </summary>
internal sealed class TabuSearch(TabuSearchOptions options, StrategyContext context) : ISearchStrategy
{
    private const int Draws = 20;

    private readonly Queue<string> _tabu = [];
    private Trial? _place;
    private Trial? _best;
    private int _proposals;
    private int _neighbours;

    public ProposalOutcome Propose(ProposalContext proposal, CancellationToken cancellation)
    {
        if (_proposals < context.Seeds.Length)
            return new Proposal(context.Seeds[_proposals]) { Operator = "seed" };
        for (int draw = 0; _place is not null && draw < Draws; draw++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (context.Space.Mutate(_place.Proposal.Architecture, proposal.Random) is { } mutant && !_tabu.Contains(mutant.Hash))
                return new Proposal(mutant.Architecture) { Parents = [_place.Number], Operator = "mutate", Tries = mutant.Tries };
        }

        return new Proposal(context.Space.Sample(proposal.Random).Architecture);
    }

    public void Apply(StudyEvent e)
    {
        if (e is StudyEvent.Proposed { GraphHash: var hash })
        {
            _proposals++;
            _tabu.Enqueue(hash);
            if (_tabu.Count > options.Tenure)
                _tabu.Dequeue();
        }
        else if (e is StudyEvent.Finished { Trial: var trial })
        {
            Learn(trial);
        }
    }

    private void Learn(Trial trial)
    {
        if (trial.Score(context.Objectives[0]) is { } score && !(score <= _best?.Score(context.Objectives[0])))
            _best = trial;
        _neighbours++;
        if (_best is not null && (_place is null || _neighbours >= options.Neighbours))
            (_place, _best, _neighbours) = (_best, null, 0);
    }
}
