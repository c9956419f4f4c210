using Einspace.Sdk.Search;

namespace Company_Plugin;

/// <summary>
/// Climbs: proposes mutants of the best architecture so far, and starts again from a fresh sample where none has been better for a while.
/// Its state changes in <see cref="Apply"/> alone, so that the events of a study's journal rebuild it.
/// </summary>
internal sealed class HillClimbing(HillClimbingOptions options, StrategyContext context) : ISearchStrategy
{
    private Trial? _place;
    private int _proposals;
    private int _idle;

    public ProposalOutcome Propose(ProposalContext proposal, CancellationToken cancellation)
    {
        // Architectures that the user gave to start from.
        if (_proposals < context.Seeds.Length)
            return new Proposal(context.Seeds[_proposals]) { Operator = "seed" };
        if (_place is not null && context.Space.Mutate(_place.Proposal.Architecture, proposal.Random) is { } mutant)
            return new Proposal(mutant.Architecture) { Parents = [_place.Number], Operator = "mutate", Tries = mutant.Tries };
        return new Proposal(context.Space.Sample(proposal.Random).Architecture);
    }

    public void Apply(StudyEvent e)
    {
        if (e is StudyEvent.Proposed)
            _proposals++;
        else if (e is StudyEvent.Finished { Trial: var trial })
            Learn(trial);
    }

    private void Learn(Trial trial)
    {
        // More is better, whatever the objective; trials that failed have no score.
        double? best = _place?.Score(context.Objectives[0]);
        if (trial.Score(context.Objectives[0]) is { } score && !(score <= best))
            (_place, _idle) = (trial, 0);
        else if (++_idle >= options.Patience)
            (_place, _idle) = (null, 0);
    }
}
