using System.Collections.Immutable;
using System.Globalization;
using Einspace.Host.Studies;
using Einspace.Host.Studies.Journal;
using Einspace.Sdk;
using Einspace.Sdk.Evaluation;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Einspace.Cli.Studies;

/// <summary>A live table: what runs, what finished last, the best so far, the time.</summary>
/// <param name="console">Where it is drawn.</param>
/// <param name="time">Tells the time.</param>
internal sealed class TablePresenter(IAnsiConsole console, TimeProvider time) : StudyPresenter
{
    // Numbers, parameters, epochs, and the space between all columns: what is left is the architecture's, on one line.
    private const int FixedColumns = 39;
    private const int ShortArchitecture = 24;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);
    private readonly Lock _gate = new();
    private readonly List<string> _notices = [];
    private readonly HashSet<string> _warned = [];
    private readonly LinkedList<int> _recent = [];
    private ImmutableArray<Row> _rows = [];
    private string _activity = "";
    private string _best = "";
    private string _done = "";
    private int _measured;
    private int _finalEpoch = -1;
    private Objective? _objective;
    private StudyClock? _clock;
    private StudyFolder? _folder;

    public override async Task<T> ShowAsync<T>(Func<Task<T>> work)
    {
        T result = default!;
        await console.Live(new Text("")).AutoClear(false).StartAsync(async context =>
        {
            using CancellationTokenSource over = new();
            Task refreshing = RefreshAsync(context, over.Token);
            try
            {
                result = await work();
            }
            finally
            {
                await over.CancelAsync();
                await refreshing;
                context.UpdateTarget(Render());
            }
        });
        return result;
    }

    public override void Report(ProgressStep value)
    {
        lock (_gate)
            _activity = string.Create(CultureInfo.InvariantCulture, $"{value.Activity}: {100 * value.Fraction:0} %");
    }

    public override void Notice(string sentence)
    {
        lock (_gate)
            _notices.Add(sentence);
    }

    public override void Begin(StudyFolder folder, StudyPlan plan, StudyState state, int slots)
    {
        lock (_gate)
        {
            _folder = folder;
            _clock = new StudyClock(plan, state, time);
            _objective = plan.Opened.Objectives[0];
            Count(state);
            _activity = "";
            foreach (StudyTrial trial in state.Trials.Where(trial => trial.Result is not null).TakeLast(Visible))
                _recent.AddLast(trial.Number);
        }
    }

    public override void Observe(JournalRecord record, StudyState state)
    {
        lock (_gate)
        {
            switch (record)
            {
                case JournalRecord.Finished finished:
                    Remember(finished.Trial);
                    break;
                case JournalRecord.Paused paused:
                    Remember(paused.Trial);
                    break;
                case JournalRecord.Planned { From: > 0 } planned:
                    _recent.Remove(planned.Trial);
                    break;
                case JournalRecord.Restarted restarted:
                    _notices.Add($"trial {restarted.Trial} begins again from epoch 0: {restarted.Reason}");
                    break;
                case JournalRecord.Reloaded reloaded:
                    _notices.Add(StudyWords.Reloading(reloaded));
                    break;
                case JournalRecord.Warned warned when _warned.Add(warned.Warning):
                    _notices.Add($"trial {warned.Trial}: {warned.Warning}");
                    break;
                case JournalRecord.Reevaluated again:
                    _notices.Add(StudyWords.Again(again, state.Objective));
                    break;
                case JournalRecord.Dispatched { Purpose: Purpose.Final }:
                    _finalEpoch = 0;
                    break;
                case JournalRecord.Reported { Purpose: Purpose.Final } reported:
                    _finalEpoch = reported.Fidelity;
                    break;
            }

            while (_recent.Count > Visible)
                _recent.RemoveFirst();
            Count(state);
            if (state.Best is { } best)
                _best = $"{StudyWords.Value(StudyWords.Score(best, state.Objective)!.Value)} (trial {best.Number})";
            _rows = [.. _recent.Concat(state.Outstanding).Select(number => Row.Of(state.Trials[number], state.Objective))];
        }
    }

    private void Remember(int trial)
    {
        _recent.Remove(trial);
        _recent.AddLast(trial);
    }

    private void Count(StudyState state)
    {
        _measured = state.MeasuredCount;
        _done = $"{StudyWords.Done(state, _clock?.Trials ?? 0, " trials")}, {StudyWords.Plural(state.Spent, "epoch")}";
    }

    private int Visible => Math.Max(4, console.Profile.Height - 14);

    private async Task RefreshAsync(LiveDisplayContext context, CancellationToken over)
    {
        using PeriodicTimer timer = new(Interval);
        try
        {
            while (await timer.WaitForNextTickAsync(over))
                context.UpdateTarget(Render());
        }
        catch (OperationCanceledException)
        {
            // The work is over.
        }
    }

    private IRenderable Render()
    {
        lock (_gate)
        {
            List<IRenderable> parts = [.. _notices.TakeLast(3).Select(notice => new Text(notice, new Style(Color.Yellow)))];
            if (_clock is null)
                return new Rows([.. parts, new Text(_activity)]);
            parts.Add(new Text($"Study {_folder!.Path}"));
            parts.Add(CreateTable());
            string left = _clock.Remaining(_measured) is { } remaining ? StudyWords.Time(remaining) : "?";
            string done = $"{_done}   best so far {(_best.Length > 0 ? _best : "-")}", times = $"elapsed {StudyWords.Time(_clock.Elapsed)}   remaining {left}";
            parts.Add(new Text($"{done}{(done.Length + times.Length + 3 > console.Profile.Width ? "\n" : "   ")}{times}"));
            if (_finalEpoch >= 0)
                parts.Add(new Text($"Retraining the best for the final result: epoch {_finalEpoch}"));
            return new Rows(parts);
        }
    }

    private Table CreateTable()
    {
        string metric = StudyWords.Metric(_objective!.Metric);
        int states = _rows.Select(row => row.State.Length).Append("state".Length).Max();
        int rest = console.Profile.Width - FixedColumns - states;
        if (rest - metric.Length < ShortArchitecture)
            metric = metric.Replace(' ', '\n');
        int width = Math.Max(12, rest - metric.Split('\n').Max(word => word.Length));
        Table table = new Table().Border(TableBorder.Simple)
            .AddColumn(new TableColumn("trial").RightAligned())
            .AddColumn("architecture")
            .AddColumn(new TableColumn("parameters").RightAligned())
            .AddColumn(new TableColumn("epoch").RightAligned())
            .AddColumn(new TableColumn(metric).RightAligned())
            .AddColumn("state");
        foreach (Row row in _rows)
        {
            table.AddRow(
                new Text($"{row.Number}"),
                new Text(StudyWords.Short(row.Architecture, width)),
                new Text(row.Parameters),
                new Text(row.Epoch),
                new Text(row.Score),
                new Text(row.State));
        }

        return table;
    }

    private sealed record Row(int Number, string Architecture, string Parameters, string Epoch, string Score, string State)
    {
        public static Row Of(StudyTrial trial, Objective objective) => new(
            trial.Number,
            trial.Proposed.Architecture,
            StudyWords.Count(trial.Proposed.Parameters),
            $"{trial.Finished?.Fidelity ?? (trial.Reports is [.., { } last] ? last.Fidelity : trial.Rested)}",
            StudyWords.Score(trial, objective) is { } score ? StudyWords.Value(score) : "",
            trial.Finished?.Failure is { } failure ? $"failed: {failure}" : trial.State.ToString().ToLowerInvariant());
    }
}
