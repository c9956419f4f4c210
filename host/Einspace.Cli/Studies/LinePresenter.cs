using System.Diagnostics;
using System.Globalization;
using Einspace.Host.Studies;
using Einspace.Host.Studies.Journal;
using Einspace.Sdk;
using Einspace.Sdk.Evaluation;

namespace Einspace.Cli.Studies;

/// <summary>A line for each finished trial, and for a report where nothing else was said for a while.</summary>
internal sealed class LinePresenter : StudyPresenter
{
    private const int ArchitectureWidth = 60;
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(10);
    private readonly Lock _gate = new();
    private readonly Stopwatch _quiet = Stopwatch.StartNew();
    private readonly HashSet<string> _warned = [];
    private string? _activity;
    private StudyClock? _clock;

    public override Task<T> ShowAsync<T>(Func<Task<T>> work) => work();

    public override void Report(ProgressStep value)
    {
        if (value.Activity != _activity || _quiet.Elapsed > Silence)
            Write(string.Create(CultureInfo.InvariantCulture, $"{value.Activity}: {100 * value.Fraction:0} %"));
        _activity = value.Activity;
    }

    public override void Notice(string sentence) => Write(sentence);

    public override void Begin(StudyFolder folder, StudyPlan plan, StudyState state, int slots)
    {
        _clock = new StudyClock(plan, state, TimeProvider.System);
        string where = state.Opened is null ? $"Study {folder.Path}" : $"Study {folder.Path} goes on after {StudyWords.Plural(state.FinishedCount, "finished trial")}";
        Write($"{where}: {StudyWords.Plural(plan.Trials, "trial")} of {StudyWords.Plural(plan.Epochs, "epoch")}, {slots} at a time.");
    }

    public override void Observe(JournalRecord record, StudyState state)
    {
        switch (record)
        {
            case JournalRecord.Finished finished:
                Write(finished.Trial, StudyWords.Ending(finished, state.Objective), state);
                break;
            case JournalRecord.Paused paused:
                Write(paused.Trial, StudyWords.Resting(paused, state.Objective), state);
                break;
            case JournalRecord.Planned { From: > 0 } planned:
                Write($"trial {planned.Trial}: goes on to epoch {planned.To}");
                break;
            case JournalRecord.Restarted restarted:
                Write($"trial {restarted.Trial}: begins again from epoch 0: {restarted.Reason}");
                break;
            case JournalRecord.Reloaded reloaded:
                Write(StudyWords.Reloading(reloaded));
                break;
            case JournalRecord.Reported reported when _quiet.Elapsed > Silence:
                string value = reported.Metrics.TryGetValue(state.Objective.Metric, out double metric) ? $", {StudyWords.Metric(state.Objective.Metric)} {StudyWords.Value(metric)}" : "";
                Write($"trial {reported.Trial}{(reported.Purpose == Purpose.Final ? ", final" : "")}: epoch {reported.Fidelity}{value}");
                break;
            case JournalRecord.Warned warned when _warned.Add(warned.Warning):
                Write($"trial {warned.Trial}: warning: {warned.Warning}");
                break;
            case JournalRecord.Replicated replicated:
                Write($"trial {replicated.Trial}: {StudyWords.Value(replicated.Metrics[state.Objective.Metric])} in training {replicated.Replicate + 1}");
                break;
            case JournalRecord.Reevaluated again:
                Write(StudyWords.Again(again, state.Objective));
                break;
            case JournalRecord.Dispatched { Purpose: Purpose.Final } dispatched:
                Write($"Retraining the network of trial {dispatched.Trial} for the final result.");
                break;
            case JournalRecord.Measured measured when measured.Facts.Count > 0:
                Write($"Evaluator: {string.Join(", ", measured.Facts.Select(fact => $"{fact.Key} {fact.Value}"))}");
                break;
        }
    }

    private void Write(int number, string result, StudyState state)
    {
        StudyTrial trial = state.Trials[number];
        string best = state.Best is { } leader ? $", best {StudyWords.Value(StudyWords.Score(leader, state.Objective)!.Value)} (trial {leader.Number})" : "";
        Write(
            $"trial {number}: {result}{best}, {StudyWords.Count(trial.Proposed.Parameters)} parameters, "
            + $"{StudyWords.Done(state, _clock?.Trials ?? 0)}, {_clock?.Words(state)}: {StudyWords.Short(trial.Proposed.Architecture, ArchitectureWidth)}");
    }

    private void Write(string line)
    {
        lock (_gate)
        {
            _quiet.Restart();
            Console.Out.WriteLine(line);
        }
    }
}
