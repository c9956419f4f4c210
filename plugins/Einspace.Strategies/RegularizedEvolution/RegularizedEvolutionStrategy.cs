using Einspace.Sdk;
using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Grammars;
using Einspace.Sdk.Search;
using Einspace.Strategies.Evolution;

namespace Einspace.Strategies.RegularizedEvolution;

/// <summary>
/// Regularised evolution (Real et al. 2019; SPEC section 11): the population is a queue; a parent wins a tournament among finished
/// members, its mutant joins at the end, the oldest member leaves. Trials without a score never join. With <c>crossover</c> some
/// children are made of two winners.
/// </summary>
/// <remarks>
/// A trial that rests joins as one that finished does, and keeps its place when more is known of it; two members are compared at the
/// highest fidelity at which both were measured. One that fails after it rested leaves.
/// <para>
/// Nothing waits for a generation: until the founders are scored spare workers are given mutants of those that already are, or
/// else more founders. Only a study that starts from seeds waits, for its first score: a fresh sample would not descend from them.
/// Where seeds are to fill the population, it waits until all of them ended, so that those that failed are not repeated.
/// </para></remarks>
internal sealed class RegularizedEvolutionStrategy(
    StrategyContext context, PopulationSize size, RegularizedEvolutionOptions options) : ISearchStrategy
{
    private const int Parents = 100;
    private const string Seed = "seed";
    private const string Fallback = "fallback";
    private readonly List<Trial> _population = [];
    private readonly HashSet<int> _rested = [];
    private readonly HashSet<string> _proposed = [];
    private readonly HashSet<int> _founding = [];
    private readonly HashSet<int> _seeding = [];
    private readonly HashSet<string> _failedSeeds = [];
    private int _seeds;
    private int _founders;

    private Objective Objective => context.Objectives[0];

    public ProposalOutcome Propose(ProposalContext proposal, CancellationToken cancellation)
    {
        if (_seeds < context.Seeds.Length)
            return new Proposal(context.Seeds[_seeds]) { Operator = Seed };
        Architecture[] seeds = [.. context.Seeds.Where(seed => !_failedSeeds.Contains(seed.Text))];
        if (seeds.Length > 0 && options.RepeatSeeds && _seeds < size.Population)
            return _seeding.Count > 0 ? ProposalOutcome.Wait : new Proposal(seeds[_seeds % seeds.Length]) { Operator = Seed };
        if (seeds.Length == 0 && _founders + _founding.Count < size.Population)
            return Sample(proposal.Random, cancellation);
        if (_population.Count > 0)
            return Vary(proposal.Random, cancellation);
        return seeds.Length > 0 ? ProposalOutcome.Wait : Sample(proposal.Random, cancellation);
    }

    public void Apply(StudyEvent e)
    {
        switch (e)
        {
            case StudyEvent.Proposed proposed:
                _proposed.Add(proposed.GraphHash);
                if (proposed.Proposal is { Parents.IsEmpty: true, Operator: not Fallback })
                    _founding.Add(proposed.Number);
                if (proposed.Proposal.Operator == Seed)
                {
                    _seeds++;
                    _seeding.Add(proposed.Number);
                }

                break;
            case StudyEvent.Paused { Trial: var trial }:
                Measure(trial, isFirst: _rested.Add(trial.Number));
                break;
            case StudyEvent.Finished { Trial: var trial }:
                Measure(trial, isFirst: !_rested.Remove(trial.Number));
                break;
        }
    }

    private void Measure(Trial trial, bool isFirst)
    {
        _seeding.Remove(trial.Number);
        bool founder = _founding.Remove(trial.Number);
        int place = isFirst ? -1 : _population.FindIndex(member => member.Number == trial.Number);
        if (trial.Score(Objective) is not null)
        {
            if (isFirst)
                Join(trial, founder);
            else if (place >= 0)
                _population[place] = trial;
            return;
        }

        if (trial.Proposal.Operator == Seed)
            _failedSeeds.Add(trial.Proposal.Architecture.Text);
        if (place >= 0)
            _population.RemoveAt(place);
    }

    private void Join(Trial member, bool founder)
    {
        if (options.Frozen && (!founder || _population.Count == size.Population))
            return;
        _founders += founder ? 1 : 0;
        _population.Add(member);
        if (_population.Count > size.Population)
            _population.RemoveAt(0);
    }

    /// <summary>A sample, new where one was found; exhausted where all broke a limit.</summary>
    private ProposalOutcome Sample(RandomStream random, CancellationToken cancellation, string called = "sample")
    {
        Network? last = null;
        Allowance allowance = new(context.Space);
        for (int tries = 0; tries < options.RepeatTries && !allowance.IsSpent;)
        {
            cancellation.ThrowIfCancellationRequested();
            Network network = context.Space.Sample(random);
            if (network.Violation is not null)
                continue;
            last = network;
            if (!_proposed.Contains(network.Hash))
                break;
            tries++;
        }

        return last is null ? ProposalOutcome.Exhausted : new Proposal(last.Architecture) { Operator = called };
    }

    private ProposalOutcome Vary(RandomStream random, CancellationToken cancellation)
    {
        Proposal? last = null;
        int children = 0;
        Allowance allowance = new(context.Space);
        for (int parents = 0; children < options.RepeatTries && parents < Parents + children && !allowance.IsSpent; parents++)
        {
            cancellation.ThrowIfCancellationRequested();
            // Where nothing was found that the grammar and the limits allow, other parents may have more luck.
            if (Child(random) is not (Network { Violation: null } child, Trial[] ancestors))
                continue;
            children++;
            last = new Proposal(child.Architecture)
            {
                Parents = [.. ancestors.Select(ancestor => ancestor.Number)],
                Operator = ancestors.Length > 1 ? "cross" : "mutate",
                Tries = child.Tries,
            };
            if (!_proposed.Contains(child.Hash))
                break;
        }

        return last ?? Sample(random, cancellation, called: Fallback);
    }

    private (Network Child, Trial[] Parents)? Child(RandomStream random)
    {
        // No number is drawn without crossover: what is evolved stays what it was before there was any.
        bool crosses = options.Crossover > 0 && random.NextDouble() < options.Crossover;
        Trial[] parents = crosses ? [Winner(random), Winner(random)] : [Winner(random)];
        Architecture first = parents[0].Proposal.Architecture;
        Network? child = crosses
            ? context.Space.Cross(first, parents[1].Proposal.Architecture, random)
            : context.Space.Mutate(first, random);
        return child is null ? null : (child, parents);
    }

    /// <summary>Draws with replacement; the first drawn of equal members wins (reference behaviour, SPEC section 11).</summary>
    private Trial Winner(RandomStream random)
    {
        Trial best = _population[random.NextInt(_population.Count)];
        for (int drawn = 1; drawn < size.Tournament; drawn++)
        {
            Trial rival = _population[random.NextInt(_population.Count)];
            if (rival.CompareAtCommonFidelity(best, Objective) > 0)
                best = rival;
        }

        return best;
    }
}
