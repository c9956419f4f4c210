using System.Globalization;
using Einspace.Sdk.Search;

namespace Einspace.Strategies.LearnedPcfg;

/// <summary>
/// Learns a distribution over derivations: samples come from the grammar with learnt weights (the einspace paper's future work, by the
/// cross-entropy method of Rubinstein 1999). When enough trials of one set of weights have finished, the next set is learnt from them;
/// what finishes later teaches nothing, for it was drawn by another law. Nothing is proposed twice.
/// </summary>
internal sealed class LearnedPcfgStrategy : ISearchStrategy
{
    private readonly LearnedPcfgOptions _options;
    private readonly StrategyContext _context;
    private readonly Novelty _novelty;
    private readonly FirstMeasurements _measurements = new();
    private readonly int _size;
    private readonly Dictionary<int, int> _generations = [];
    private readonly List<(UseCounts Uses, double? Score)> _finished = [];
    private SearchSpace _space;
    private int _generation;
    private int _proposals;

    public LearnedPcfgStrategy(LearnedPcfgOptions options, StrategyContext context)
    {
        _options = options;
        _context = context;
        _novelty = new Novelty(context.Space);
        _size = options.Generation ?? Math.Clamp(context.Trials / 10, 10, 100);
        _space = context.Space;
        Model = new GrammarModel(context.Space.Grammar, options);
    }

    /// <summary>What has been learnt.</summary>
    public GrammarModel Model { get; private set; }

    public ProposalOutcome Propose(ProposalContext proposal, CancellationToken cancellation)
    {
        if (_proposals < _context.Seeds.Length)
            return new Proposal(_context.Seeds[_proposals]) { Operator = "seed" };
        if (_novelty.Sample(new Allowance(_space), proposal.Random, cancellation) is { } learnt)
            return new Proposal(learnt.Architecture) { Tag = string.Create(CultureInfo.InvariantCulture, $"generation {_generation}") };
        return _novelty.Sample(proposal.Random, cancellation) is { } fresh ? new Proposal(fresh.Architecture) : ProposalOutcome.Exhausted;
    }

    public void Apply(StudyEvent e)
    {
        if (e is StudyEvent.Proposed { Number: var number, Proposal: var proposal, GraphHash: var hash })
        {
            _proposals++;
            _novelty.Add(hash);
            if (proposal.Tag is not null)
                _generations.Add(number, _generation);
        }
        else if (_measurements.Of(e) is { } trial)
        {
            Finish(trial);
        }
    }

    private void Finish(Trial trial)
    {
        if (!_generations.Remove(trial.Number, out int generation) || generation != _generation || trial.State == TrialState.Cancelled)
            return;
        _finished.Add((new UseCounts(Use.Of(_context.Space.Grammar, trial.Proposal.Architecture)), trial.Score(_context.Objectives[0])));
        if (_finished.Count == _size)
            Learn();
    }

    private void Learn()
    {
        HashSet<int> elite = [.. Enumerable.Range(0, _finished.Count)
            .Where(trial => _finished[trial].Score is not null)
            .OrderByDescending(trial => _finished[trial].Score)
            .Take((int)Math.Ceiling(_options.Elite * _finished.Count))];
        Model = Model.Learn([.. _finished.Select(trial => trial.Uses)], elite);
        _space = new SearchSpace(Model.ToGrammar(), _context.Space.Task, _context.Space.Limits, _context.Space.Attempts, _context.Space.Head);
        _generation++;
        _finished.Clear();
    }
}
