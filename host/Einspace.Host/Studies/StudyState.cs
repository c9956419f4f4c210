using System.Collections.Immutable;
using Einspace.Host.Studies.Journal;
using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Search;

namespace Einspace.Host.Studies;

/// <summary>
/// What a study has come to: a fold over its journal, and nothing else. The runner, the live table, <c>show</c> and <c>best</c> all
/// read this.
/// </summary>
internal sealed class StudyState
{
    private readonly List<StudyTrial> _trials = [];
    private readonly SortedSet<int> _outstanding = [];
    private readonly SortedSet<int> _paused = [];
    private readonly Dictionary<string, int> _pausedNetworks = [];
    private readonly Dictionary<int, int> _reached = [];
    private readonly Dictionary<string, int> _completed = [];
    private readonly Dictionary<(int Trial, int Fidelity), JournalRecord.Finalised> _finals = [];
    private readonly List<JournalRecord.Warned> _warnings = [];
    private readonly List<string> _pluginChanges = [];
    private readonly Dictionary<int, int> _finalAttempts = [];

    /// <summary>How the study began; null before its first record.</summary>
    public JournalRecord.Opened? Opened { get; private set; }

    /// <summary>How many trials the newest run was to come to; 0 before the first record.</summary>
    public int Budget { get; private set; }

    /// <summary>The plugins with which the study last ran.</summary>
    public ImmutableArray<PluginRecord> Plugins { get; private set; } = [];

    /// <summary>From which trial on it ran with other builds of plugins than before, in words.</summary>
    public IReadOnlyList<string> ChangedPlugins => _pluginChanges;

    /// <summary>The trials by number.</summary>
    public IReadOnlyList<StudyTrial> Trials => _trials;

    /// <summary>Numbers of trials that wait for their evaluation or are evaluated now, ascending.</summary>
    public IReadOnlyCollection<int> Outstanding => _outstanding;

    /// <summary>Numbers of trials that rest between segments, ascending.</summary>
    public IReadOnlyCollection<int> Paused => _paused;

    /// <summary>Fidelity (epochs, for training) spent on all trials together, repeated work included, the final retraining not.</summary>
    public long Spent { get; private set; }

    /// <summary>How many trials take a place of the budget: all that were not rejected, nor failed where failures are free.</summary>
    public int Counted { get; private set; }

    /// <summary>How many of them finished.</summary>
    public int FinishedCount { get; private set; }

    /// <summary>How many trials finished or rest, rejected ones not counted.</summary>
    public int MeasuredCount => FinishedCount + _paused.Count;

    /// <summary>What the evaluator last said of its machinery.</summary>
    public ImmutableSortedDictionary<string, string>? Facts { get; private set; }

    /// <summary>What evaluations warned of.</summary>
    public IReadOnlyList<JournalRecord.Warned> Warnings => _warnings;

    /// <summary>Why the newest run ended; null where it runs, or was killed.</summary>
    public StudyEnding? Ending { get; private set; }

    /// <summary>How often a final retraining of a trial's network was begun.</summary>
    public int FinalAttemptsOf(int trial) => _finalAttempts.GetValueOrDefault(trial);

    /// <summary>The newest final result of a trial that was the chosen one; null before the first.</summary>
    public JournalRecord.Finalised? Final { get; private set; }

    /// <summary>The best finished or paused trial by the first objective; of equals the earliest.</summary>
    public StudyTrial? Best { get; private set; }

    /// <summary>The trial whose network is the study's result: the best of those that were evaluated again, or else <see cref="Best"/>.</summary>
    public StudyTrial? Chosen => Reevaluated.FirstOrDefault(trial => trial.ScoreOfAll(Objective) is not null) ?? Best;

    /// <summary>The trials that were evaluated again, best first by the mean of all their scores.</summary>
    public IEnumerable<StudyTrial> Reevaluated => _trials.Where(trial => !trial.Reevaluations.IsEmpty)
        .OrderByDescending(trial => trial.ScoreOfAll(Objective)).ThenBy(trial => trial.Number);

    /// <summary>The objective by which trials are compared.</summary>
    public Objective Objective => Opened?.Objectives[0] ?? throw new InvalidOperationException("The study has not been opened.");

    /// <summary>What the strategy trades off, the objective first: by these there is a front, where they are several.</summary>
    public ImmutableArray<Objective> TradeOffs => Opened?.TradeOffs ?? Opened?.Objectives ?? [];

    /// <summary>The trials with a score, best first; of equals the earliest first.</summary>
    public IEnumerable<StudyTrial> Ranking() =>
        _trials.Where(trial => trial.Score(Objective) is not null).OrderByDescending(trial => trial.Score(Objective)).ThenBy(trial => trial.Number);

    /// <summary>A completed trial of the same network, or else one that rests; null where there is none.</summary>
    public StudyTrial? MeasuredLike(string graphHash) =>
        _completed.TryGetValue(graphHash, out int number) || _pausedNetworks.TryGetValue(graphHash, out number) ? _trials[number] : null;

    /// <summary>The final result of a trial's network; null where it is missing or failed.</summary>
    public JournalRecord.Finalised? FinalOf(int trial, int fidelity) =>
        _finals.GetValueOrDefault((trial, fidelity)) is { Failure: null } final ? final : null;

    /// <summary>The final result of a trial's network at the highest fidelity that has one; null where it is missing or failed.</summary>
    public JournalRecord.Finalised? FinalOf(int trial) =>
        _finals.Values.Where(final => final.Trial == trial && final.Failure is null).MaxBy(final => final.Fidelity);

    /// <summary>Takes note of the next record.</summary>
    /// <exception cref="InvalidDataException">No such record can stand here.</exception>
    public void Apply(JournalRecord record)
    {
        if (Opened is null != record is JournalRecord.Opened)
            throw new InvalidDataException(Opened is null ? "the first record of a journal is 'opened'" : "a journal has one record 'opened'");
        switch (record)
        {
            case JournalRecord.Opened opened:
                Opened = opened;
                Budget = opened.Trials;
                Plugins = opened.Plugins;
                break;
            case JournalRecord.Resumed resumed:
                Budget = resumed.Trials;
                Use(resumed.Plugins);
                Ending = null;
                break;
            case JournalRecord.Reloaded reloaded:
                Use([.. Plugins.Select(plugin => plugin.Id == reloaded.Plugin.Id ? reloaded.Plugin : plugin)]);
                break;
            case JournalRecord.Closed closed:
                Ending = closed.Ending;
                break;
            case JournalRecord.Measured measured:
                Facts = measured.Facts;
                break;
            case JournalRecord.Warned warned:
                _warnings.Add(warned);
                break;
            case JournalRecord.Proposed proposed:
                Apply(proposed);
                break;
            case JournalRecord.Planned planned:
                Apply(planned);
                break;
            case JournalRecord.Dispatched { Purpose: Purpose.Final } final:
                _finalAttempts[final.Trial] = FinalAttemptsOf(final.Trial) + 1;
                break;
            case JournalRecord.Dispatched { Reevaluation: true }:
                break;
            case JournalRecord.Dispatched dispatched:
                Update(dispatched.Trial, trial => trial with
                {
                    State = TrialState.Running,
                    Attempts = dispatched.Attempt + 1,
                    Begun = dispatched.Time,
                    Reports = trial.Reports.RemoveAll(report => report.Fidelity > trial.Rested),
                });
                _reached[dispatched.Trial] = _trials[dispatched.Trial].Segment?.From ?? 0;
                break;
            case JournalRecord.Reported { Purpose: Purpose.Search } reported:
                Update(reported.Trial, trial => trial with { Reports = trial.Reports.Add(reported) });
                Reach(reported.Trial, reported.Fidelity);
                break;
            case JournalRecord.Restarted restarted:
                Update(restarted.Trial, trial => trial with
                {
                    State = TrialState.Proposed, Segment = trial.Segment is { } segment ? segment with { From = 0 } : null,
                });
                break;
            case JournalRecord.Paused paused:
                Apply(paused);
                break;
            case JournalRecord.Replicated replicated:
                Update(replicated.Trial, trial => trial with
                {
                    State = TrialState.Proposed,
                    Replicates = trial.Replicates.Add(replicated),
                    TimeBefore = trial.TimeBefore + (replicated.Time - (trial.Begun ?? replicated.Time)),
                });
                Reach(replicated.Trial, replicated.Fidelity);
                break;
            case JournalRecord.Finished finished:
                Apply(finished);
                break;
            case JournalRecord.Reevaluated again:
                if (again.Trial < 0 || again.Trial >= _trials.Count)
                    throw new InvalidDataException($"trial {again.Trial} is not there");
                _trials[again.Trial] = _trials[again.Trial] with { Reevaluations = _trials[again.Trial].Reevaluations.Add(again) };
                break;
            case JournalRecord.Finalised final:
                _finals[(final.Trial, final.Fidelity)] = final;
                if (final.Trial == Chosen?.Number)
                    Final = final;
                break;
        }
    }

    private void Use(ImmutableArray<PluginRecord> plugins)
    {
        if (PluginChanges.Between(Plugins, plugins) is { } changes)
            _pluginChanges.Add($"from trial {_trials.Count} on, {changes}");
        Plugins = plugins;
    }

    private void Apply(JournalRecord.Proposed proposed)
    {
        if (proposed.Trial != _trials.Count)
            throw new InvalidDataException($"trial {proposed.Trial} was proposed after {_trials.Count} trials");
        StudyTrial trial = new() { Proposed = proposed, State = TrialState.Proposed };
        _trials.Add(trial);
        _outstanding.Add(trial.Number);
        Counted += trial.Counts ? 1 : 0;
    }

    private void Apply(JournalRecord.Planned planned)
    {
        Update(planned.Trial, trial => trial with { Segment = planned });
        if (Unpause(_trials[planned.Trial]))
            _outstanding.Add(planned.Trial);
    }

    private bool Unpause(StudyTrial trial)
    {
        if (!_paused.Remove(trial.Number))
            return false;
        _pausedNetworks.Remove(trial.Proposed.GraphHash);
        return true;
    }

    private void Apply(JournalRecord.Paused paused)
    {
        Update(paused.Trial, trial => trial with
        {
            State = TrialState.Paused,
            Pauses = trial.Pauses.Add(paused),
            TimeBefore = trial.TimeBefore + (paused.Time - (trial.Begun ?? paused.Time)),
        });
        _outstanding.Remove(paused.Trial);
        _paused.Add(paused.Trial);
        _pausedNetworks[_trials[paused.Trial].Proposed.GraphHash] = paused.Trial;
        Reach(paused.Trial, paused.Fidelity);
        Rank(_trials[paused.Trial]);
    }

    private void Apply(JournalRecord.Finished finished)
    {
        Update(finished.Trial, trial => trial with { State = finished.State, Finished = finished });
        StudyTrial trial = _trials[finished.Trial];
        _outstanding.Remove(trial.Number);
        Unpause(trial);
        if (finished.CachedFrom is null)
            Reach(trial.Number, finished.Fidelity);
        _reached.Remove(trial.Number);
        bool isFree = trial.State == TrialState.Failed && Opened!.FreeFailures;
        Counted -= trial.Counts && isFree ? 1 : 0;
        FinishedCount += trial.Counts && !isFree ? 1 : 0;
        if (trial.State == TrialState.Completed)
            _completed.TryAdd(trial.Proposed.GraphHash, trial.Number);
        Rank(trial);
    }

    /// <summary>Counts what a trial's attempt has gained since it was last heard of.</summary>
    private void Reach(int number, int fidelity)
    {
        if (!_reached.TryGetValue(number, out int before) || fidelity <= before)
            return;
        Spent += fidelity - before;
        _reached[number] = fidelity;
    }

    private void Rank(StudyTrial trial)
    {
        // Later segments may score worse, or fail: then another is the best.
        if (Best?.Number == trial.Number)
            Best = Ranking().FirstOrDefault();
        else if (trial.Score(Objective) is { } score && (Best?.Score(Objective) is not { } best || score > best || (score == best && trial.Number < Best.Number)))
            Best = trial;
    }

    private void Update(int number, Func<StudyTrial, StudyTrial> change)
    {
        if (number < 0 || number >= _trials.Count || _trials[number].Finished is not null)
            throw new InvalidDataException($"trial {number} is not outstanding");
        _trials[number] = change(_trials[number]);
    }
}
