using Einspace.Sdk;
using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Grammars;
using Einspace.Sdk.Search;

namespace Einspace.Strategies.RegularizedEvolution;

/// <summary>
/// Regularised evolution (Real et al. 2019): the population is a queue; a parent wins a tournament, its mutant joins at the end,
/// the oldest member leaves. Trials without a score never join. Nothing waits for a generation: as soon as one member has a
/// score, spare workers are given its mutants.
/// </summary>
internal sealed class RegularizedEvolutionStrategy(
    StrategyContext context, int population, int tournament, int repeatTries) : ISearchStrategy
{
    private readonly Queue<Member> _population = [];
    private readonly HashSet<string> _proposed = [];
    private readonly HashSet<int> _founding = [];
    private int _proposals;
    private int _founders;

    private Objective Objective => context.Objectives[0];

    public ProposalOutcome Propose(ProposalContext proposal, CancellationToken cancellation)
    {
        if (_proposals < context.Seeds.Length)
            return new Proposal(context.Seeds[_proposals]) { Operator = "seed" };
        bool founding = context.Seeds.IsEmpty && _founders + _founding.Count < population;
        if (founding)
            return Sample(proposal.Random, cancellation);
        if (_population.Count > 0)
            return Mutate(proposal.Random, cancellation);

        // Nobody has a score yet: wait for whoever is running, or start afresh where every founder failed.
        return proposal.Outstanding > 0 ? ProposalOutcome.Wait : Sample(proposal.Random, cancellation);
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
                break;
            case StudyEvent.Finished { Trial: var trial }:
                bool founder = _founding.Remove(trial.Number);
                if (trial.Score(Objective) is { } score)
                    Join(new Member(trial.Number, trial.Proposal.Architecture, score), founder);
                break;
        }
    }

    private void Join(Member member, bool founder)
    {
        _founders += founder ? 1 : 0;
        _population.Enqueue(member);
        if (_population.Count > population)
            _population.Dequeue();
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
        Member[] members = [.. _population];
        Member best = members[random.NextInt(members.Length)];
        for (int drawn = 1; drawn < tournament; drawn++)
        {
            Member rival = members[random.NextInt(members.Length)];
            if (rival.Score > best.Score)
                best = rival;
        }

        return best;
    }

    private sealed record Member(int Number, Architecture Architecture, double Score);
}
