using System.Collections.Immutable;
using Einspace.Sdk;
using Einspace.Sdk.Search;

namespace Einspace.Strategies.Evolution;

/// <summary>
/// Evolution for strategies that choose among mutants or populations of their own: seeds or samples found the population, then mutants
/// of its winners join it. Nothing waits for a generation, as in <c>regularized-evolution</c>.
/// </summary>
/// <param name="context">What the strategy is made for.</param>
/// <param name="population">The population at its beginning.</param>
/// <param name="repeatTries">Mutants drawn to find a network that is new.</param>
internal abstract class EvolutionStrategy(StrategyContext context, Population population, int repeatTries) : ISearchStrategy
{
    private const string Seed = "seed";
    private readonly FirstMeasurements _measurements = new();
    private readonly HashSet<int> _founding = [];
    private readonly HashSet<int> _seeding = [];
    private Allowance _mutating = new(context.Space);
    private int _proposals;
    private int _founders;

    protected StrategyContext Context => context;

    protected Novelty Novelty { get; } = new(context.Space);

    public ProposalOutcome Propose(ProposalContext proposal, CancellationToken cancellation)
    {
        if (_proposals < context.Seeds.Length)
            return new Proposal(context.Seeds[_proposals]) { Operator = Seed };
        bool founds = context.Seeds.IsEmpty && _founders + _founding.Count < population.Capacity;
        _mutating = new Allowance(context.Space);
        if (!founds && population.Count > 0)
            return Evolve(proposal.Random, cancellation) ?? Sample(proposal.Random, cancellation);
        return !founds && _seeding.Count > 0 ? ProposalOutcome.Wait : Sample(proposal.Random, cancellation);
    }

    public void Apply(StudyEvent e)
    {
        if (e is StudyEvent.Proposed { Number: var number, Proposal: var proposal, GraphHash: var hash })
        {
            _proposals++;
            Novelty.Add(hash);
            if (proposal.Parents.IsEmpty)
                _founding.Add(number);
            if (proposal.Operator == Seed)
                _seeding.Add(number);
        }
        else if (_measurements.Of(e) is { } trial)
        {
            Finish(trial);
        }
    }

    private void Finish(Trial trial)
    {
        _seeding.Remove(trial.Number);
        bool founder = _founding.Remove(trial.Number);
        if (trial.State != TrialState.Cancelled)
            Learn(trial);
        if (ValuesOf(trial) is not { } values)
            return;
        _founders += founder ? 1 : 0;
        population.Join(new Population.Member(trial.Number, trial.Proposal.Architecture, values));
    }

    /// <summary>A new mutant within the limits, of one parent; null where none was found.</summary>
    protected abstract Proposal? Evolve(RandomStream random, CancellationToken cancellation);

    /// <summary>Takes note of a trial that ended by itself, before it joins the population.</summary>
    protected virtual void Learn(Trial trial)
    {
    }

    /// <summary>By what a trial is compared, more being better; null where it has no score.</summary>
    protected virtual ImmutableArray<double>? ValuesOf(Trial trial) =>
        trial.Score(context.Objectives[0]) is { } score ? ImmutableArray.Create(score) : null;

    /// <summary>Mutates winners until a network is new.</summary>
    protected (Population.Member Parent, Network Network)? Mutate(RandomStream random, CancellationToken cancellation)
    {
        for (int attempt = 0; attempt < repeatTries && !_mutating.IsSpent; attempt++)
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
