using Einspace.Sdk;
using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Grammars;
using Einspace.Sdk.Search;

namespace Einspace.Strategies.RegularizedEvolution;

/// <summary>
/// Regularised evolution (Real et al. 2019; SPEC section 11): the population is a queue; a parent wins a tournament among finished
/// members, its mutant joins at the end, the oldest member leaves. Trials without a score never join.
/// </summary>
/// <remarks>
/// Nothing waits for a generation: until the founders are scored spare workers are given mutants of those that already are, or
/// else more founders. Only a study that starts from seeds waits, for its first score: a fresh sample would not descend from them.
/// </remarks>
internal sealed class RegularizedEvolutionStrategy(
    StrategyContext context, int population, int tournament, int repeatTries) : ISearchStrategy
{
    private const string Seed = "seed";
    private readonly List<Member> _population = [];
    private readonly HashSet<string> _proposed = [];
    private readonly HashSet<int> _founding = [];
    private readonly HashSet<int> _seeding = [];
    private int _proposals;
    private int _founders;

    private Objective Objective => context.Objectives[0];

    public ProposalOutcome Propose(ProposalContext proposal, CancellationToken cancellation)
    {
        if (_proposals < context.Seeds.Length)
            return new Proposal(context.Seeds[_proposals]) { Operator = Seed };
        if (context.Seeds.IsEmpty && _founders + _founding.Count < population)
            return Sample(proposal.Random, cancellation);
        if (_population.Count > 0)
            return Mutate(proposal.Random, cancellation);
        return _seeding.Count > 0 ? ProposalOutcome.Wait : Sample(proposal.Random, cancellation);
    }

    public void Apply(StudyEvent e)
    {
        switch (e)
        {
            case StudyEvent.Proposed proposed:
                _proposals++;
                _proposed.Add(proposed.GraphHash);
                if (proposed.Proposal.Parents.IsEmpty)
                    _founding.Add(proposed.Number);
                if (proposed.Proposal.Operator == Seed)
                    _seeding.Add(proposed.Number);
                break;
            case StudyEvent.Finished { Trial: var trial }:
                _seeding.Remove(trial.Number);
                bool founder = _founding.Remove(trial.Number);
                if (trial.Score(Objective) is { } score)
                    Join(new Member(trial.Number, trial.Proposal.Architecture, score), founder);
                break;
        }
    }

    private void Join(Member member, bool founder)
    {
        _founders += founder ? 1 : 0;
        _population.Add(member);
        if (_population.Count > population)
            _population.RemoveAt(0);
    }

    private Proposal Sample(RandomStream random, CancellationToken cancellation)
    {
        Network network = context.Space.Sample(random);
        for (int tries = 1; tries < repeatTries && _proposed.Contains(network.Hash); tries++)
        {
            cancellation.ThrowIfCancellationRequested();
            network = context.Space.Sample(random);
        }

        return new Proposal(network.Architecture);
    }

    private Proposal Mutate(RandomStream random, CancellationToken cancellation)
    {
        Proposal? last = null;
        for (int tries = 0; tries < repeatTries; tries++)
        {
            cancellation.ThrowIfCancellationRequested();
            Member parent = Winner(random);
            if (context.Space.Mutate(parent.Architecture, random) is not { } mutant)
                continue;
            last = new Proposal(mutant.Architecture) { Parents = [parent.Number], Operator = "mutate" };
            if (!_proposed.Contains(mutant.Hash))
                break;
        }

        return last ?? Sample(random, cancellation);
    }

    /// <summary>Draws with replacement; the first drawn of equal members wins (reference behaviour, SPEC section 11).</summary>
    private Member Winner(RandomStream random)
    {
        Member best = _population[random.NextInt(_population.Count)];
        for (int drawn = 1; drawn < tournament; drawn++)
        {
            Member rival = _population[random.NextInt(_population.Count)];
            if (rival.Score > best.Score)
                best = rival;
        }

        return best;
    }

    private sealed record Member(int Number, Architecture Architecture, double Score);
}
