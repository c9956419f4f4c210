using Einspace.Sdk.Plugins;
using Einspace.Sdk.Search;

namespace Acme.Search;

/// <summary>Eight samples, then eight mutants of the best so far, and so on; a generation begins when the one before has ended.</summary>
internal sealed class Generations(StrategyContext context) : ISearchStrategy
{
    private const int Size = 8;

    private Trial? _best;
    private Trial? _parent;
    private int _proposed;
    private int _finished;

    public ProposalOutcome Propose(ProposalContext proposal, CancellationToken cancellation)
    {
        if (_proposed % Size == 0 && _finished < _proposed)
            return ProposalOutcome.Wait;
        if (_proposed < context.Seeds.Length)
            return new Proposal(context.Seeds[_proposed]) { Operator = "seed" };
        return _parent is not null && context.Space.Mutate(_parent.Proposal.Architecture, proposal.Random) is { } mutant
            ? new Proposal(mutant.Architecture) { Parents = [_parent.Number], Operator = "mutate", Tries = mutant.Tries }
            : new Proposal(context.Space.Sample(proposal.Random).Architecture);
    }

    public void Apply(StudyEvent e)
    {
        switch (e)
        {
            case StudyEvent.Proposed:
                _proposed++;
                break;
            case StudyEvent.Finished { Trial: var trial }:
                _finished++;
                // More is better, whatever the objective; trials that failed have no score.
                if (trial.Score(context.Objectives[0]) is { } score && !(score <= _best?.Score(context.Objectives[0])))
                    _best = trial;
                if (_finished == _proposed)
                    _parent = _best;
                break;
        }
    }
}

[ExportStrategy("generations", Description = "Mutants of the best so far, eight at a time.")]
internal sealed class GenerationsFactory : StrategyFactory<NoOptions>
{
    protected override ISearchStrategy Create(NoOptions options, StrategyContext context) => new Generations(context);
}
