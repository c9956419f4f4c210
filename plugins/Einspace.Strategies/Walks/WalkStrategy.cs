using System.Globalization;
using Einspace.Sdk;
using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Grammars;
using Einspace.Sdk.Search;

namespace Einspace.Strategies.Walks;

/// <summary>
/// A walk from an architecture to its mutants: it starts at the best of some samples (or at the best seed), steps to a mutant where
/// the rule says so, and starts afresh where the rule's patience ends or where no new mutant is found.
/// </summary>
/// <remarks>
/// Spare workers never wait, but for the first score of a seed: they are given more starts, or more mutants of where the walk stands.
/// What finishes after its walk was given up changes nothing; what finishes after the walk went on is compared with where it is now.
/// </remarks>
internal sealed class WalkStrategy(StrategyContext context, WalkRule rule) : ISearchStrategy
{
    private const string Seed = "seed";
    private const string Restart = "restart";
    private readonly Novelty _novelty = new(context.Space);
    private readonly Dictionary<int, int> _walks = [];
    private readonly HashSet<int> _seeding = [];
    private readonly Spread _spread = new();
    private readonly FirstMeasurements _measurements = new();
    private Place? _place;
    private int _walk;
    private int _starts;
    private int _idle;
    private int _proposals;
    private int _finished;

    private Objective Objective => context.Objectives[0];

    /// <summary>Whether the walk has its starts, the best of which is its place.</summary>
    private bool HasStarted => _place is not null && _starts >= (_walk == 0 && !context.Seeds.IsEmpty ? 1 : rule.Starts);

    public ProposalOutcome Propose(ProposalContext proposal, CancellationToken cancellation)
    {
        if (_proposals < context.Seeds.Length)
            return new Proposal(context.Seeds[_proposals]) { Operator = Seed };
        if (_place is null && _seeding.Count > 0)
            return ProposalOutcome.Wait;
        if (HasStarted && Mutate(_place!, proposal.Random, cancellation) is { } mutant)
            return mutant;
        return _novelty.Sample(proposal.Random, cancellation) is { } network
            ? new Proposal(network.Architecture) { Operator = HasStarted ? Restart : "sample" }
            : ProposalOutcome.Exhausted;
    }

    public void Apply(StudyEvent e)
    {
        if (e is StudyEvent.Proposed { Number: var number, Proposal: var proposal, GraphHash: var hash })
        {
            _proposals++;
            _novelty.Add(hash);
            if (proposal.Operator == Seed)
                _seeding.Add(number);
            else if (proposal.Operator == Restart)
                StartAfresh();
            _walks.Add(number, _walk);
        }
        else if (_measurements.Of(e) is { } trial)
        {
            Finish(trial);
        }
    }

    private void Finish(Trial trial)
    {
        _finished++;
        _seeding.Remove(trial.Number);
        _walks.Remove(trial.Number, out int walk);
        double? score = trial.Score(Objective);
        if (score is { } value)
            _spread.Add(value);
        if (walk != _walk || trial.State == TrialState.Cancelled)
            return;

        Place? reached = score is { } found ? new Place(trial.Number, trial.Proposal.Architecture, found) : null;
        if (_place is null || trial.Proposal.Parents.IsEmpty)
        {
            _starts += reached is null ? 0 : 1;
            if (reached is not null && !(reached.Score <= _place?.Score))
                _place = reached;
            return;
        }

        _idle = reached?.Score > _place.Score ? 0 : _idle + 1;
        if (reached is not null && rule.Accepts(reached.Score - _place.Score, _spread.Deviation, _finished / (double)context.Trials, Chance(trial)))
            _place = reached;
        if (_idle >= rule.Patience)
            StartAfresh();
    }

    private void StartAfresh()
    {
        _walk++;
        (_place, _starts, _idle) = (null, 0, 0);
    }

    private Proposal? Mutate(Place place, RandomStream random, CancellationToken cancellation)
    {
        Allowance allowance = new(context.Space);
        for (int attempt = 0; attempt < rule.RepeatTries && !allowance.IsSpent; attempt++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (context.Space.Mutate(place.Architecture, random) is { } mutant && _novelty.IsNew(mutant))
            {
                return new Proposal(mutant.Architecture)
                {
                    Parents = [place.Number],
                    Operator = "mutate",
                    Tries = mutant.Tries,
                    Tag = rule.IsRandom ? random.NextDouble().ToString("R", CultureInfo.InvariantCulture) : null,
                };
            }
        }

        return null;
    }

    /// <summary>The uniform number that was drawn with the proposal, to decide on the step.</summary>
    private static double Chance(Trial trial) =>
        trial.Proposal.Tag is { } tag ? double.Parse(tag, CultureInfo.InvariantCulture) : 0;

    private sealed record Place(int Number, Architecture Architecture, double Score);
}
