using System.Collections.Immutable;
using System.Globalization;
using Einspace.Sdk.Search;

namespace Einspace.Sdk.Testing;

/// <summary>Plays a study for a strategy in memory, and keeps watch that every answer is one that a study can use.</summary>
internal sealed class StrategyRun
{
    /// <summary>Calls of the space whose attempts all break a limit that one answer may take, mutants and samples together.</summary>
    private const int MostCalls = 50;

    private readonly StrategySituation _situation;
    private readonly Action<string> _broken;
    private readonly CancellationToken _deadline;
    private readonly ISearchStrategy _strategy;
    private readonly SearchSpace _space;
    private readonly List<StudyEvent.Proposed> _outstanding = [];
    private readonly List<StudyEvent> _events = [];
    private readonly List<(StudyEvent.Proposed Trial, int Fidelity)> _paused = [];
    private readonly Dictionary<int, int> _reached = [];
    private int _proposals;
    private bool _exhausted;

    public StrategyRun(
        Func<StrategyContext, ISearchStrategy> create, StrategySituation situation, Action<string> broken, CancellationToken deadline)
    {
        _situation = situation;
        _broken = broken;
        _deadline = deadline;
        StrategyContext context = situation.NewContext();
        _space = context.Space;
        _strategy = create(context);
    }

    public IReadOnlyList<StudyEvent> Events => _events;

    public ISearchStrategy Strategy => _strategy;

    public bool IsOver => _outstanding.Count == 0 && _paused.Count == 0 && (_exhausted || _proposals == _situation.Trials);

    /// <summary>What the study would ask next; null while every job is busy or nothing more may be proposed.</summary>
    public ProposalContext? Question => _exhausted || _proposals == _situation.Trials || _outstanding.Count == _situation.Jobs
        ? null
        : Ask(_proposals);

    public static string Describe(ProposalOutcome outcome) => outcome switch
    {
        ProposalOutcome.Proposed { Proposal: var p } =>
            $"{p.Operator} of [{string.Join(' ', p.Parents)}], tag {p.Tag ?? "none"}: {p.Architecture.Text}",
        _ => outcome == ProposalOutcome.Wait ? "wait" : "exhausted",
    };

    public string[] Play()
    {
        while (!IsOver)
            Step();
        return Journal();
    }

    public string[] Journal() => [.. _events.Select(e => e switch
    {
        StudyEvent.Proposed p => $"trial {p.Number}: {Describe(p.Proposal)}",
        StudyEvent.Paused p => $"trial {p.Trial.Number} rests at {p.Trial.Fidelity}",
        StudyEvent.Finished f => $"trial {f.Trial.Number} {f.Trial.State}",
        _ => "",
    })];

    /// <summary>Proposes where a job is free, otherwise lets a trial finish.</summary>
    public void Step()
    {
        if (Question is not { } question)
        {
            Finish();
            return;
        }

        long before = _space.Violations;
        ProposalOutcome outcome = _strategy.Propose(question, _deadline);
        if (_space.Violations - before is var lost && lost > (long)MostCalls * _space.Attempts)
            _broken($"after {lost} draws that broke a limit for trial {question.Number}: more than {MostCalls} calls of the space make ({_situation})");
        if (outcome is null or ProposalOutcome.Proposed { Proposal: null })
            _broken($"no proposal (null) for trial {question.Number} ({_situation})");
        else if (outcome is ProposalOutcome.Proposed { Proposal: var proposal })
            Record(proposal);
        else if (outcome == ProposalOutcome.Exhausted)
            _exhausted = true;
        else if (_outstanding.Count == 0 && _paused.Count > 0)
            PrunePaused();
        else if (_outstanding.Count == 0)
            _broken($"it waits for trial {question.Number} though none is outstanding, for ever ({_situation})");
        else
            Finish();
    }

    private ProposalContext Ask(int number) =>
        new(number, RandomStream.Derive(_situation.Seed, "proposal", (ulong)number), _outstanding.Count);

    private void Record(Proposal proposal)
    {
        string where = $"for trial {_proposals} ({_situation})";
        if (proposal.Architecture is null)
            _broken($"a proposal without an architecture {where}");
        if (_space.Grammar.Check(proposal.Architecture!) is { IsExecutable: false, Reason: var reason })
            _broken($"an architecture that cannot run {where}: {proposal.Architecture}: {reason}");
        if (proposal.Parents.IsDefault)
            _broken($"a proposal whose parents are not set {where}");
        foreach (int parent in proposal.Parents)
        {
            if (parent < 0 || parent >= _proposals)
                _broken($"a parent, trial {parent}, that does not exist {where}");
        }

        Network network = _space.Realise(proposal.Architecture!);
        StudyEvent.Proposed e = new(_proposals++, proposal, network.Hash);
        Apply(e);
        if (network.Violation is null)
            _outstanding.Add(e);
        else
            Apply(new StudyEvent.Finished(End(e, TrialState.Rejected) with { Reason = network.Violation }));
    }

    private void Finish()
    {
        RandomStream random = RandomStream.Derive(_situation.Seed, "finish", (ulong)_events.Count);
        if (_outstanding.Count == 0)
        {
            PrunePaused();
            return;
        }

        StudyEvent.Proposed proposed = _outstanding[random.NextInt(_outstanding.Count)];
        _outstanding.Remove(proposed);
        Trial trial = End(proposed, TrialState.Completed);
        if (random.NextDouble() < _situation.FailureShare)
        {
            TrialState[] ends = [TrialState.Failed, TrialState.Rejected, TrialState.Cancelled];
            trial = trial with { State = ends[random.NextInt(ends.Length)], Reason = "The situation asks for it." };
        }
        else
        {
            int fidelity = _reached.GetValueOrDefault(proposed.Number) + 1;
            trial = Measured(trial, fidelity);
            if (random.NextDouble() < _situation.PauseShare)
            {
                Pause(proposed, trial with { State = TrialState.Paused });
                return;
            }

            if (random.NextDouble() < _situation.PrunedShare)
                trial = trial with { State = TrialState.Pruned };
        }

        Apply(new StudyEvent.Finished(trial));
        // What rests is named by the study's pruner now and then, of which a strategy is not told.
        if (_paused.Count > 0 && random.NextDouble() < 0.5)
            Resume(random.NextInt(_paused.Count));
    }

    private void Pause(StudyEvent.Proposed proposed, Trial trial)
    {
        _reached[trial.Number] = trial.Fidelity;
        _paused.Add((proposed, trial.Fidelity));
        Apply(new StudyEvent.Paused(trial));
    }

    private void Resume(int place)
    {
        _outstanding.Add(_paused[place].Trial);
        _paused.RemoveAt(place);
    }

    private void PrunePaused()
    {
        foreach ((StudyEvent.Proposed proposed, int fidelity) in _paused)
        {
            Apply(new StudyEvent.Finished(Measured(End(proposed, TrialState.Pruned), fidelity)));
        }

        _paused.Clear();
    }

    private static Trial End(StudyEvent.Proposed proposed, TrialState state) =>
        new() { Number = proposed.Number, Proposal = proposed.Proposal, GraphHash = proposed.GraphHash, State = state };

    /// <summary>The trial with what it is measured at a fidelity, equal networks alike, and at those below it.</summary>
    private Trial Measured(Trial trial, int fidelity)
    {
        ulong network = ulong.Parse(trial.GraphHash.AsSpan(0, 16), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        var results = Enumerable.Range(1, fidelity).ToImmutableSortedDictionary(
            reached => reached,
            reached => ImmutableSortedDictionary<string, double>.Empty.Add(
                _situation.Objective.Metric, RandomStream.Derive(_situation.Seed, reached == 1 ? "score" : $"score at {reached}", network).NextDouble()));
        return trial with { Fidelity = fidelity, Metrics = results[fidelity], Results = results };
    }

    private void Apply(StudyEvent e)
    {
        _events.Add(e);
        _strategy.Apply(e);
    }
}
