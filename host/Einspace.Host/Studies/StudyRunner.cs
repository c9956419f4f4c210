using System.Collections.Immutable;
using System.Threading.Channels;
using Einspace.Host.Studies.Journal;
using Einspace.Sdk;
using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Search;

namespace Einspace.Host.Studies;

/// <summary>
/// Runs a study: one loop that takes what evaluations tell, makes it durable, tells the strategy, and fills free slots. Each turn
/// writes to the disk once; what a record allows (dispatching, telling the strategy, answering a report) follows after that, in
/// recorded order.
/// </summary>
internal sealed partial class StudyRunner
{
    // Events of a replay are told in such numbers, so that they cost no hand-over each, and not all are in memory.
    private const int ToldAtOnce = 1000;
    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(4);
    private readonly StudyPlan _plan;
    private readonly JournalWriter _journal;
    private readonly StudyState _state;
    private readonly IExecutor _executor;
    private readonly IStudyObserver _observer;
    private readonly TimeProvider _clock;
    private readonly GuardedStrategy _strategy;
    private readonly GuardedPruner? _pruner;
    private readonly CheckpointStore _checkpoints;
    private readonly Channel<FlightMessage> _inbox = Channel.CreateUnbounded<FlightMessage>();
    private readonly List<JournalRecord> _untold = [];
    private readonly Queue<Action> _afterCommit = [];
    private readonly Dictionary<int, Proposal> _proposals = [];
    private readonly List<Flight> _flights = [];
    private bool _waiting;
    private bool _exhausted;
    private bool _stopping;
    private int _losses;

    /// <summary>Creates a runner.</summary>
    /// <param name="plan">The study.</param>
    /// <param name="journal">Its journal, open at its end.</param>
    /// <param name="state">What the journal holds so far.</param>
    /// <param name="executor">Where evaluations run.</param>
    /// <param name="observer">Told every record once it is durable.</param>
    /// <param name="clock">Tells the time.</param>
    public StudyRunner(
        StudyPlan plan, JournalWriter journal, StudyState state, IExecutor executor, IStudyObserver observer, TimeProvider clock)
    {
        _plan = plan;
        _journal = journal;
        _state = state;
        _executor = executor;
        _observer = observer;
        _clock = clock;
        _strategy = new GuardedStrategy(plan.StrategyName, plan.Strategy, plan.Seed, plan.ProposeTimeout);
        _pruner = plan.Pruner is { } pruner ? new GuardedPruner(plan.PrunerName ?? "", pruner, plan.Epochs, plan.ProposeTimeout) : null;
        _checkpoints = new CheckpointStore(plan.CheckpointFolder, plan.CheckpointSpace);
    }

    /// <summary>Whether there is nothing left to do in a study.</summary>
    public static bool IsDone(StudyPlan plan, StudyState state) =>
        state.Opened is not null
        && state.Outstanding.Count == 0
        && state.Paused.Count == 0
        && (state.Counted >= plan.Trials || state.Trials.Count >= plan.Attempts || state.Ending == StudyEnding.Exhausted)
        && !ToReevaluate(plan, state).Any()
        && !ToFinalise(plan, state).Any();

    /// <summary>Runs the study to its end, or until it is stopped.</summary>
    /// <param name="past">The records that the journal holds already.</param>
    /// <param name="cancellation">Stops it cleanly, within a few seconds.</param>
    /// <returns>Why it ended.</returns>
    /// <exception cref="StudyFault">The strategy, the pruner or the workers fail; the journal is safe.</exception>
    /// <exception cref="JournalUnwritable">The disk is full or failing.</exception>
    /// <exception cref="InputException">Nothing can be evaluated here.</exception>
    public async Task<StudyEnding> RunAsync(ImmutableArray<JournalRecord> past, CancellationToken cancellation)
    {
        try
        {
            Replay(past);
            _checkpoints.Sweep(_state);
            Record(_state.Opened is null ? _plan.Opened : new JournalRecord.Resumed { Trials = _plan.Trials, Plugins = _plan.Opened.Plugins });
            StudyEnding ending = await SearchAsync(cancellation) ?? await StopAsync();
            if (ending != StudyEnding.Interrupted && !(await ReevaluateAsync(cancellation) && await FinaliseAsync(cancellation)))
                ending = await StopAsync();
            _checkpoints.Sweep(_state);
            Record(new JournalRecord.Closed { Ending = ending });
            return ending;
        }
        finally
        {
            Commit();
            foreach (Flight flight in _flights)
                flight.Cancel();
        }
    }

    /// <summary>Tells strategy and pruner what the journal holds.</summary>
    private void Replay(ImmutableArray<JournalRecord> past)
    {
        TellAll(past, _strategy);
        if (_pruner is null)
            return;
        var repeated = CanonicalJournal.Repeated(past);
        // Reports of an attempt that is begun again come again.
        bool ComesAgain(JournalRecord record) => record is JournalRecord.Reported reported
            && (repeated.Contains((reported.Trial, reported.Purpose, reported.Attempt)) || IsUnended(reported));
        foreach (JournalRecord[] some in past.Chunk(ToldAtOnce))
            _pruner.Apply([.. some.Where(record => !ComesAgain(record)).Select(PrunerEvent).OfType<StudyEvent>()]);
    }

    /// <summary>Tells a strategy at its beginning what the journal holds.</summary>
    private void TellAll(ImmutableArray<JournalRecord> past, GuardedStrategy strategy)
    {
        foreach (JournalRecord[] some in past.Chunk(ToldAtOnce))
        {
            List<StudyEvent> events = [];
            foreach (JournalRecord record in some)
            {
                switch (record)
                {
                    case JournalRecord.Proposed proposed:
                        Proposal proposal = ProposalOf(proposed.Trial);
                        _proposals[proposed.Trial] = proposal;
                        events.Add(new StudyEvent.Proposed(proposed.Trial, proposal, proposed.GraphHash));
                        break;
                    case JournalRecord.Paused paused:
                        events.Add(new StudyEvent.Paused(_state.Trials[paused.Trial].ToTrial(ProposalOf(paused.Trial), paused)));
                        break;
                    case JournalRecord.Finished finished:
                        events.Add(new StudyEvent.Finished(FinishedTrial(finished.Trial)));
                        _proposals.Remove(finished.Trial);
                        break;
                }
            }

            strategy.Apply(events);
        }
    }

    private bool IsUnended(JournalRecord.Reported reported) =>
        _state.Trials[reported.Trial] is { State: TrialState.Running } trial && reported.Attempt == trial.Attempts - 1;

    /// <summary>Searches until the budget is spent.</summary>
    /// <returns>Why the search ended; null where it was cancelled.</returns>
    private async Task<StudyEnding?> SearchAsync(CancellationToken cancellation)
    {
        while (true)
        {
            Turn();
            if (cancellation.IsCancellationRequested)
                return null;
            await FillAsync(cancellation);
            if (_journal.HasPending)
                continue;
            if (_state.Outstanding.Count == 0 && !MayPropose && _flights.Count == 0)
            {
                if (_state.Paused.Count > 0)
                {
                    PrunePaused();
                    continue;
                }

                return _state.Counted >= _plan.Trials ? StudyEnding.Completed
                    : _exhausted ? StudyEnding.Exhausted
                    : StudyEnding.AttemptsSpent;
            }

            await WaitAsync(cancellation);
        }
    }

    /// <summary>Ends what is under way; it is dispatched again when the study is resumed. What ends by itself meanwhile is kept.</summary>
    private async Task<StudyEnding> StopAsync()
    {
        _stopping = true;
        foreach (Flight flight in _flights)
            flight.Cancel();
        long begin = _clock.GetTimestamp();
        while (_flights.Count > 0 && StopGrace - _clock.GetElapsedTime(begin) is { Ticks: > 0 } left)
        {
            using CancellationTokenSource patience = new(left);
            await WaitAsync(patience.Token);
            Turn();
        }

        return StudyEnding.Interrupted;
    }

    /// <summary>One turn of the scheduler: what came in is recorded, made durable, and only then acted upon.</summary>
    private void Turn()
    {
        while (_inbox.Reader.TryRead(out FlightMessage? message))
            Receive(message);
        Expire();
        Commit();
        while (_afterCommit.TryDequeue(out Action? action))
            action();
    }

    /// <summary>Makes what was recorded durable, then shows it.</summary>
    private void Commit()
    {
        JournalRecord[] records = [.. _untold];
        // Forgotten first: what could not be written must never be told, not even when a failed study ends.
        _untold.Clear();
        _journal.Commit();
        foreach (JournalRecord record in records)
            _observer.Observe(record, _state);
    }

    /// <summary>Waits for a message or the next deadline.</summary>
    private async Task WaitAsync(CancellationToken cancellation)
    {
        using CancellationTokenSource wake = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (_flights.Min(flight => flight.Deadline) is { } deadline)
            wake.CancelAfter(TimeSpan.FromMilliseconds(Math.Clamp(_clock.GetElapsedTime(_clock.GetTimestamp(), deadline).TotalMilliseconds, 1, int.MaxValue)));
        try
        {
            await _inbox.Reader.WaitToReadAsync(wake.Token);
        }
        catch (OperationCanceledException)
        {
            // Woken: the loop sees why.
        }
    }

    private void Record(JournalRecord record, Action? afterCommit = null)
    {
        JournalRecord written = _journal.Append(record);
        _state.Apply(written);
        TellPruner(written);
        _untold.Add(written);
        if (afterCommit is not null)
            _afterCommit.Enqueue(afterCommit);
    }
}
