using Einspace.Sdk;
using Einspace.Sdk.Grammars;
using Einspace.Sdk.Search;

namespace Einspace.Strategies.MonteCarloTreeSearch;

/// <summary>
/// Monte Carlo tree search over partial derivations. A proposal descends the tree by <see cref="SelectionRule"/>, makes a choice that
/// has no node yet, and draws completions by the grammar's law, which backtracks only over its own choices; the one whose productions
/// did best in other trials is proposed. Rewards are ranks among all trials. Nothing is proposed twice; a choice below which nothing
/// new is found is closed.
/// </summary>
/// <remarks>
/// Which choices a proposal found closed, and which known networks it met, is written into its tag: <see cref="Apply"/> learns it there.
/// </remarks>
internal sealed class MonteCarloTreeSearchStrategy : ISearchStrategy
{
    /// <summary>Barren choices that one proposal may meet before it is drawn from the whole grammar; bounds its time.</summary>
    private const int MostBarren = 16;

    /// <summary>Attempts at completions that the law may discard before those that it kept are all, or there are none; bounds its time.</summary>
    private const int MostDiscarded = 32;

    /// <summary>How much larger the number of scores may become before all rewards are taken anew.</summary>
    private const double Growth = 1.125;

    private readonly MonteCarloTreeSearchOptions _options;
    private readonly StrategyContext _context;
    private readonly SearchTree _tree;
    private readonly MoveValues _moves = new(evidence: 4);
    private readonly SelectionRule _selection;
    private readonly Novelty _novelty;
    private readonly RewardScale _scale = new();
    private readonly FirstMeasurements _measurements = new();
    private readonly Dictionary<string, int> _numbers = [];
    private readonly Dictionary<int, Visit> _outstanding = [];
    private readonly Dictionary<int, Visit> _finished = [];
    private readonly HashSet<(TreeEdge Edge, int Trial)> _transpositions = [];
    private int _proposals;
    private int _ranked;

    public MonteCarloTreeSearchStrategy(MonteCarloTreeSearchOptions options, StrategyContext context)
    {
        _options = options;
        _context = context;
        _tree = new SearchTree(context.Space.Grammar, options.MaxNodes);
        _selection = new SelectionRule(options, _moves);
        _novelty = new Novelty(context.Space);
    }

    public ProposalOutcome Propose(ProposalContext proposal, CancellationToken cancellation)
    {
        if (_proposals < _context.Seeds.Length)
            return new Proposal(_context.Seeds[_proposals]) { Operator = "seed" };

        TreeNotes notes = new();
        for (int barren = 0; barren < MostBarren && Descend(notes) is var (edge, derivation); barren++)
        {
            if (Complete(edge, derivation, notes, proposal.Random, cancellation) is { } architecture)
                return new Proposal(architecture) { Operator = "tree", Tag = notes.ToString() };
            notes.Close(edge);
        }

        return _novelty.Sample(proposal.Random, cancellation) is { } network
            ? new Proposal(network.Architecture) { Tag = notes.ToString() }
            : ProposalOutcome.Exhausted;
    }

    public void Apply(StudyEvent e)
    {
        if (e is StudyEvent.Proposed { Number: var number, Proposal: var proposal, GraphHash: var hash })
        {
            _proposals++;
            _novelty.Add(hash);
            _numbers.TryAdd(hash, number);
            Learn(TreeNotes.Parse(proposal.Tag, _tree));
            List<Move> moves = Move.Of(proposal.Architecture);
            Visit visit = new(_tree.Trace(moves), [.. moves.Distinct()], Score: null);
            foreach (TreeEdge edge in visit.Path)
                edge.Outstanding++;
            _outstanding.Add(number, visit);
        }
        else if (_measurements.Of(e) is { } trial && _outstanding.Remove(trial.Number, out Visit? measured))
        {
            foreach (TreeEdge edge in measured.Path)
                edge.Outstanding--;
            if (trial.State != TrialState.Cancelled)
                Finish(trial.Number, measured with { Score = trial.Score(_context.Objectives[0]) });
        }
    }

    /// <summary>The best choice that has no node yet, and the derivation up to it; null where everything is closed.</summary>
    private (TreeEdge Edge, PartialDerivation Derivation)? Descend(TreeNotes notes)
    {
        PartialDerivation derivation = _context.Space.Grammar.Begin();
        TreeNode node = _tree.Root;
        while (_selection.Choose(node, edge => !notes.IsClosed(edge)) is { } edge)
        {
            derivation.Choose(edge.Index);
            if (edge.Child is null)
                return (edge, derivation);
            node = edge.Child;
        }

        return null;
    }

    /// <summary>The most promising of some completions that are new and keep the limits; null where none was found.</summary>
    private Architecture? Complete(
        TreeEdge edge, PartialDerivation derivation, TreeNotes notes, RandomStream random, CancellationToken cancellation)
    {
        Draws known = new(derivation.IsComplete ? 1 : _options.Tries);
        while (!known.Suffice)
        {
            cancellation.ThrowIfCancellationRequested();
            int wanted = Math.Min(_options.Completions, known.Most);
            IReadOnlyList<Architecture> drawn = derivation.Complete(random, wanted, attempts: wanted + MostDiscarded);
            if (drawn.Count == 0)
                return null;
            foreach (Architecture architecture in drawn.OrderByDescending(candidate => _moves.Effect(Move.Of(candidate))))
            {
                Network network = _context.Space.Realise(architecture);
                if (_novelty.IsNew(network))
                    return architecture;
                known.Add(network.Hash);
                if (_options.Transpositions && _numbers.TryGetValue(network.Hash, out int number))
                    notes.Meet(edge, number);
            }
        }

        return null;
    }

    private void Learn(TreeNotes notes)
    {
        foreach (TreeEdge edge in notes.Closed)
            SearchTree.Close(edge);
        foreach ((TreeEdge edge, int number) in notes.Met)
        {
            if (_finished.TryGetValue(number, out Visit? known) && !known.Path.Contains(edge) && _transpositions.Add((edge, number)))
                BackUp(edge, RewardOf(known));
        }
    }

    private void Finish(int number, Visit visit)
    {
        _finished.Add(number, visit);
        if (visit.Score is { } score)
            _scale.Add(score);
        if (_scale.Count >= Growth * _ranked)
            RankAnew();
        else
            BackUp(visit);
    }

    /// <summary>Takes all rewards anew: a rank given early says little later.</summary>
    private void RankAnew()
    {
        _ranked = _scale.Count;
        _moves.Forget();
        foreach (TreeEdge edge in _finished.Values.SelectMany(visit => visit.Path).Concat(_transpositions.Select(met => met.Edge)))
            edge.Forget();
        foreach (Visit visit in _finished.Values)
            BackUp(visit);
        foreach ((TreeEdge edge, int number) in _transpositions)
            BackUp(edge, RewardOf(_finished[number]));
    }

    private void BackUp(Visit visit)
    {
        double reward = RewardOf(visit);
        _moves.Add(visit.Moves, reward);
        foreach (TreeEdge edge in visit.Path)
            edge.Add(reward);
    }

    private static void BackUp(TreeEdge last, double reward)
    {
        for (TreeEdge? edge = last; edge is not null; edge = edge.Origin.Incoming)
            edge.Add(reward);
    }

    private double RewardOf(Visit visit) => visit.Score is { } score ? _scale.RewardOf(score) : _options.FailureQuantile;

    private sealed record Visit(TreeEdge[] Path, Move[] Moves, double? Score);
}
