using Einspace.Sdk;
using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Search;

namespace Einspace.Strategies.Evolution;

/// <summary>
/// Evolution with ageing, as <c>regularized-evolution</c> does it, for strategies that choose among mutants: seeds or samples found the
/// population, then mutants of tournaments' winners join it.
/// </summary>
internal abstract class EvolutionStrategy(StrategyContext context, EvolutionOptions options) : ISearchStrategy
{
    private const string Seed = "seed";
    private readonly Population _population = options.Found(context.Trials);
    private readonly HashSet<int> _founding = [];
    private readonly HashSet<int> _seeding = [];
    private int _proposals;
    private int _founders;

    protected StrategyContext Context => context;

    protected Objective Objective => context.Objectives[0];

    protected Novelty Novelty { get; } = new(context.Space);

    public ProposalOutcome Propose(ProposalContext proposal, CancellationToken cancellation)
    {
        if (_proposals < context.Seeds.Length)
            return new Proposal(context.Seeds[_proposals]) { Operator = Seed };
        bool founds = context.Seeds.IsEmpty && _founders + _founding.Count < _population.Capacity;
        if (!founds && _population.Count > 0)
            return Evolve(_population, proposal.Random, cancellation) ?? Sample(proposal.Random, cancellation);
        return !founds && _seeding.Count > 0 ? ProposalOutcome.Wait : Sample(proposal.Random, cancellation);
    }

    public void Apply(StudyEvent e)
    {
        switch (e)
        {
            case StudyEvent.Proposed { Number: var number, Proposal: var proposal, GraphHash: var hash }:
                _proposals++;
                Novelty.Add(hash);
                if (proposal.Parents.IsEmpty)
                    _founding.Add(number);
                if (proposal.Operator == Seed)
                    _seeding.Add(number);
                break;
            case StudyEvent.Finished { Trial: var trial }:
                _seeding.Remove(trial.Number);
                bool founder = _founding.Remove(trial.Number);
                double? score = trial.Score(Objective);
                if (trial.State != TrialState.Cancelled)
                    Learn(trial, score);
                if (score is not { } value)
                    break;
                _founders += founder ? 1 : 0;
                _population.Join(new Population.Member(trial.Number, trial.Proposal.Architecture, value));
                break;
        }
    }

    /// <summary>A new mutant within the limits, of one parent; null where none was found.</summary>
    protected abstract Proposal? Evolve(Population population, RandomStream random, CancellationToken cancellation);

    /// <summary>Takes note of a trial that ended by itself, before it joins the population.</summary>
    protected abstract void Learn(Trial trial, double? score);

    /// <summary>Mutates winners of tournaments until a network is new.</summary>
    protected (Population.Member Parent, Network Network)? Mutate(Population population, RandomStream random, CancellationToken cancellation)
    {
        for (int attempt = 0; attempt < options.RepeatTries; attempt++)
        {
            cancellation.ThrowIfCancellationRequested();
            Population.Member parent = population.Winner(random);
            if (context.Space.Mutate(parent.Architecture, random) is { } mutant && Novelty.IsNew(mutant))
                return (parent, mutant);
        }

        return null;
    }

    private ProposalOutcome Sample(RandomStream random, CancellationToken cancellation) =>
        Novelty.Sample(random, cancellation) is { } network ? new Proposal(network.Architecture) : ProposalOutcome.Exhausted;
}
