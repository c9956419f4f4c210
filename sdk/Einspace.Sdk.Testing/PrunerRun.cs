using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Grammars;
using Einspace.Sdk.Search;

namespace Einspace.Sdk.Testing;

/// <summary>Plays a study for a pruner in memory, and keeps watch that every answer is one that a study can use.</summary>
internal sealed class PrunerRun
{
    private static readonly Proposal Proposal = new(Architecture.Parse("network"));
    private readonly PrunerSituation _situation;
    private readonly Action<string> _broken;
    private readonly List<Segment> _running = [];
    private readonly SortedDictionary<int, int> _paused = [];
    private readonly List<StudyEvent> _events = [];
    private readonly List<string> _journal = [];
    private int _trials;

    public PrunerRun(Func<PrunerContext, IPruner> create, PrunerSituation situation, Action<string> broken)
    {
        _situation = situation;
        _broken = broken;
        Pruner = create(situation.NewContext());
    }

    public IPruner Pruner { get; }

    public IReadOnlyList<StudyEvent> Events => _events;

    /// <summary>What was planned, decided, and came of it.</summary>
    public string[] Journal => [.. _journal];

    public bool IsOver { get; private set; }

    /// <summary>Asks a pruner all that a study might ask now.</summary>
    public string Ask(IPruner pruner)
    {
        IEnumerable<string> decisions = _events is [.., StudyEvent.Reported { Number: var trial, Report: var report }]
            ? [$"report of trial {trial} at {report.Fidelity}: {pruner.Decide(trial, report)}"]
            : [];
        return string.Join("; ", decisions.Prepend($"trial {_trials} goes to {pruner.Begin(_trials)}").Append($"promotion: {pruner.Promote()?.ToString() ?? "none"}"));
    }

    public string[] Play()
    {
        while (!IsOver)
            Step();
        return Journal;
    }

    /// <summary>Fills a free job, or else has a running trial report once, or else ends the study.</summary>
    public void Step()
    {
        RandomStream random = RandomStream.Derive(_situation.Seed, "step", (ulong)_events.Count);
        if (_running.Count < _situation.Jobs && (TryPromote() || TryBegin(random)))
            return;
        if (_running.Count > 0)
            Advance(_running[random.NextInt(_running.Count)], random);
        else if (_paused.Count > 0)
            Finish(_paused.First().Key, TrialState.Pruned, _paused.First().Value);
        else
            IsOver = true;
    }

    private bool TryPromote()
    {
        if (_paused.Count == 0 || Pruner.Promote() is not { } promotion)
            return false;
        if (!_paused.TryGetValue(promotion.Trial, out int reached))
            _broken($"it has trial {promotion.Trial} go on, which is not paused ({_situation})");
        Plan(promotion.Trial, reached, promotion.To);
        _paused.Remove(promotion.Trial);
        return true;
    }

    private bool TryBegin(RandomStream random)
    {
        if (_trials == _situation.Trials)
            return false;
        int trial = _trials++;
        if (random.NextDouble() < _situation.FailureShare)
            Finish(trial, TrialState.Rejected, 0);
        else
            Plan(trial, 0, Pruner.Begin(trial));
        return true;
    }

    private void Plan(int trial, int from, int to)
    {
        if (to <= from || to > _situation.Horizon)
            _broken($"it has trial {trial} go from fidelity {from} to {to}, expected {from + 1} to {_situation.Horizon} ({_situation})");
        _journal.Add($"trial {trial} goes from {from} to {to}");
        Apply(new StudyEvent.Planned(trial, from, to));
        _running.Add(new Segment(trial, from, to));
    }

    private void Advance(Segment segment, RandomStream random)
    {
        int fidelity = ++segment.At;
        EvaluationReport report = new(fidelity, _situation.MetricsOf(segment.Trial, fidelity));
        Apply(new StudyEvent.Reported(segment.Trial, report));
        ReportDecision decision = Pruner.Decide(segment.Trial, report);
        _journal.Add($"trial {segment.Trial} at {fidelity}: {decision}");
        if (random.NextDouble() < _situation.FailureShare)
            End(segment, TrialState.Failed);
        else if (fidelity == segment.To)
            End(segment, fidelity == _situation.Horizon ? TrialState.Completed : decision == ReportDecision.Stop ? TrialState.Pruned : TrialState.Paused);
        else if (decision == ReportDecision.Stop)
            End(segment, TrialState.Pruned);
    }

    private void End(Segment segment, TrialState state)
    {
        _running.Remove(segment);
        if (state != TrialState.Paused)
        {
            Finish(segment.Trial, state, segment.At);
            return;
        }

        _paused.Add(segment.Trial, segment.At);
        Apply(new StudyEvent.Paused(TrialOf(segment.Trial, state, segment.At)));
    }

    private void Finish(int trial, TrialState state, int fidelity)
    {
        _paused.Remove(trial);
        _journal.Add($"trial {trial} {state} at {fidelity}");
        Apply(new StudyEvent.Finished(TrialOf(trial, state, fidelity)));
    }

    private Trial TrialOf(int trial, TrialState state, int fidelity)
    {
        Trial shown = new() { Number = trial, State = state, Proposal = Proposal, GraphHash = $"{trial}" };
        return state is TrialState.Failed or TrialState.Rejected
            ? shown with { Reason = "The situation asks for it." }
            : shown with { Fidelity = fidelity, Metrics = _situation.MetricsOf(trial, fidelity) };
    }

    private void Apply(StudyEvent e)
    {
        _events.Add(e);
        Pruner.Apply(e);
    }

    private sealed class Segment(int trial, int from, int to)
    {
        public int Trial => trial;

        public int To => to;

        public int At { get; set; } = from;
    }
}
