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
    private readonly Dictionary<string, int> _completed = [];
    private readonly Dictionary<(int Trial, int Fidelity), JournalRecord.Finalised> _finals = [];
    private readonly List<JournalRecord.Warned> _warnings = [];
    private int _finalAttempts;

    /// <summary>How the study began; null before its first record.</summary>
    public JournalRecord.Opened? Opened { get; private set; }

    /// <summary>How many trials the newest run was to come to; 0 before the first record.</summary>
    public int Budget { get; private set; }

    /// <summary>The trials by number.</summary>
    public IReadOnlyList<StudyTrial> Trials => _trials;

    /// <summary>Numbers of trials that are proposed and not finished, ascending.</summary>
    public IReadOnlyCollection<int> Outstanding => _outstanding;

    /// <summary>How many trials take a place of the budget: all that were not rejected, nor failed where failures are free.</summary>
    public int Counted { get; private set; }

    /// <summary>How many of them finished.</summary>
    public int FinishedCount { get; private set; }

    /// <summary>What the evaluator last said of its machinery.</summary>
    public ImmutableSortedDictionary<string, string>? Facts { get; private set; }

    /// <summary>What evaluations warned of.</summary>
    public IReadOnlyList<JournalRecord.Warned> Warnings => _warnings;

    /// <summary>Why the newest run ended; null where it runs, or was killed.</summary>
    public StudyEnding? Ending { get; private set; }

    /// <summary>How often a final retraining was begun.</summary>
    public int FinalAttempts => _finalAttempts;

    /// <summary>The newest final result; null before the first.</summary>
    public JournalRecord.Finalised? Final { get; private set; }

    /// <summary>The best finished trial by the first objective; of equals the earliest.</summary>
    public StudyTrial? Best { get; private set; }

    /// <summary>The objective by which trials are compared.</summary>
    public Objective Objective => Opened?.Objectives[0] ?? throw new InvalidOperationException("The study has not been opened.");

    /// <summary>The trials with a score, best first; of equals the earliest first.</summary>
    public IEnumerable<StudyTrial> Ranking() =>
        _trials.Where(trial => trial.Score(Objective) is not null).OrderByDescending(trial => trial.Score(Objective)).ThenBy(trial => trial.Number);

    /// <summary>A completed trial of the same network; null where there is none.</summary>
    public StudyTrial? CompletedLike(string graphHash) => _completed.TryGetValue(graphHash, out int number) ? _trials[number] : null;

    /// <summary>The final result of a trial's network; null where it is missing or failed.</summary>
    public JournalRecord.Finalised? FinalOf(int trial, int fidelity) =>
        _finals.GetValueOrDefault((trial, fidelity)) is { Failure: null } final ? final : null;

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
                break;
            case JournalRecord.Resumed resumed:
                Budget = resumed.Trials;
                Ending = null;
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
            case JournalRecord.Dispatched { Purpose: Purpose.Final }:
                _finalAttempts++;
                break;
            case JournalRecord.Dispatched dispatched:
                Update(dispatched.Trial, trial => trial with
                {
                    State = TrialState.Running, Attempts = dispatched.Attempt + 1, Begun = dispatched.Time, Reports = [],
                });
                break;
            case JournalRecord.Reported { Purpose: Purpose.Search } reported:
                Update(reported.Trial, trial => trial with { Reports = trial.Reports.Add(reported) });
                break;
            case JournalRecord.Finished finished:
                Apply(finished);
                break;
            case JournalRecord.Finalised final:
                _finals[(final.Trial, final.Fidelity)] = final;
                Final = final;
                break;
        }
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

    private void Apply(JournalRecord.Finished finished)
    {
        Update(finished.Trial, trial => trial with { State = finished.State, Finished = finished });
        StudyTrial trial = _trials[finished.Trial];
        _outstanding.Remove(trial.Number);
        bool isFree = trial.State == TrialState.Failed && Opened!.FreeFailures;
        Counted -= trial.Counts && isFree ? 1 : 0;
        FinishedCount += trial.Counts && !isFree ? 1 : 0;
        if (trial.State == TrialState.Completed)
            _completed.TryAdd(trial.Proposed.GraphHash, trial.Number);
        if (IsBetter(trial))
            Best = trial;
    }

    private bool IsBetter(StudyTrial trial)
    {
        if (trial.Score(Objective) is not { } score)
            return false;
        double? best = Best?.Score(Objective);
        return best is null || score > best || (score == best && trial.Number < Best!.Number);
    }

    private void Update(int number, Func<StudyTrial, StudyTrial> change)
    {
        if (number < 0 || number >= _trials.Count || _trials[number].Finished is not null)
            throw new InvalidDataException($"trial {number} is not outstanding");
        _trials[number] = change(_trials[number]);
    }
}
