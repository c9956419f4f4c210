using Einspace.Host.Studies.Journal;
using Einspace.Sdk;
using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Grammars;
using Einspace.Sdk.Search;

namespace Einspace.Host.Studies;

/// <content>Filling free slots: proposing, and dispatching what is outstanding.</content>
internal sealed partial class StudyRunner
{
    private bool MayPropose =>
        !_waiting
        && !_exhausted
        && _state.Outstanding.Count < _executor.Slots
        && _state.Counted < _plan.Trials
        && _state.Trials.Count < _plan.Attempts;

    /// <summary>Dispatches what is outstanding, and asks for one more trial where a slot is left.</summary>
    private async Task FillAsync(CancellationToken cancellation)
    {
        // One a turn: a proposal must be durable and told before the next is asked for, and so must the end of a trial that is settled
        // at once (from the cache, or by a limit).
        if (SettleOrDispatch() || cancellation.IsCancellationRequested)
            return;
        if (Promote())
        {
            SettleOrDispatch();
            return;
        }

        if (!MayPropose)
            return;
        int number = _state.Trials.Count;
        ProposalOutcome outcome;
        try
        {
            await RenewAsync(number, cancellation);
            outcome = await _strategy.ProposeAsync(number, _state.Outstanding.Count, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return;
        }

        if (outcome is ProposalOutcome.Proposed { Proposal: { } proposal })
        {
            RecordProposal(number, proposal);
            SettleOrDispatch();
        }
        else if (outcome == ProposalOutcome.Exhausted)
        {
            _exhausted = true;
        }
        else if (outcome == ProposalOutcome.Wait && _state.Outstanding.Count > 0)
        {
            _waiting = true;
        }
        else if (outcome == ProposalOutcome.Wait && _state.Paused.Count > 0)
        {
            // Nothing runs and nothing is promoted: a strategy that learns from finished trials alone would wait for ever.
            PrunePaused();
        }
        else
        {
            throw _strategy.Fault(number, outcome == ProposalOutcome.Wait ? "waits although no trial is outstanding" : "proposed nothing");
        }
    }

    private void RecordProposal(int number, Proposal proposal)
    {
        if (proposal.Architecture is null)
            throw _strategy.Fault(number, "proposed no architecture");
        if (proposal.Parents.IsDefault || proposal.Parents.Any(parent => parent < 0 || parent >= number))
            throw _strategy.Fault(number, "named a parent that is no earlier trial");
        Network network;
        try
        {
            network = Realise(number, proposal.Architecture);
        }
        catch (InputException e)
        {
            throw _strategy.Fault(number, $"proposed an architecture that does not run ({e.Message})", e);
        }

        _proposals.Add(number, proposal);
        JournalRecord.Proposed proposed = new()
        {
            Trial = number,
            Architecture = proposal.Architecture.Text,
            Parents = proposal.Parents,
            Operator = proposal.Operator,
            Tries = proposal.Tries > 0 ? proposal.Tries : null,
            Repeats = proposal.Repeats == default ? null : proposal.Repeats,
            Tag = proposal.Tag,
            GraphHash = network.Hash,
            Parameters = network.Costs.Parameters,
            MultiplyAdds = network.Costs.MultiplyAdds,
            ActivationMemory = network.Costs.ActivationMemory,
            Violation = network.Violation,
        };
        Record(proposed, () => _strategy.Apply(new StudyEvent.Proposed(number, proposal, network.Hash)));
    }

    private Network Realise(int trial, Architecture architecture) =>
        PartGuard.Call($"grammar '{_plan.GrammarName}'", $"when the architecture of trial {trial} was lowered", () => _plan.Realise(architecture));

    /// <summary>Dispatches outstanding trials to free slots, by number.</summary>
    /// <returns>Whether a trial was settled without being run.</returns>
    private bool SettleOrDispatch()
    {
        foreach (int number in _state.Outstanding)
        {
            StudyTrial trial = _state.Trials[number];
            if (IsUnderWay(flight => flight.Trial == number))
                continue;
            if (trial.Proposed.Violation is { } violation)
            {
                Finish(trial, new JournalRecord.Finished
                {
                    Trial = number, State = TrialState.Rejected, Fidelity = 0, Metrics = NoMetrics, Reason = violation,
                });
                return true;
            }

            // What rests is going on by its own merit: its equal need not be trained for the same merit once more.
            if (_state.MeasuredLike(trial.Proposed.GraphHash) is { Result: { } known } equal)
            {
                Finish(trial, new JournalRecord.Finished
                {
                    Trial = number,
                    State = equal.State == TrialState.Completed ? TrialState.Completed : TrialState.Pruned,
                    Fidelity = known.Fidelity,
                    Metrics = known.Metrics,
                    CachedFrom = equal.Finished?.CachedFrom ?? equal.Number,
                });
                return true;
            }

            // An equal network under way is waited for: its result will serve this trial too.
            bool twin = IsUnderWay(flight => _state.Trials[flight.Trial].Proposed.GraphHash == trial.Proposed.GraphHash);
            if (!twin && _flights.Count < _executor.Slots)
                Dispatch(Plan(trial), Purpose.Search, trial.Attempts);
        }

        return false;
    }

    /// <summary>Has the pruner plan a trial's first segment; one whose checkpoint was dropped begins again.</summary>
    private StudyTrial Plan(StudyTrial trial)
    {
        if (trial.Segment is { From: > 0 and var from } && _checkpoints.WasDropped(trial.Number, from))
        {
            Record(new JournalRecord.Restarted { Trial = trial.Number, Reason = "its checkpoint made room for others (--checkpoint-space)" });
            return _state.Trials[trial.Number];
        }

        if (_pruner is null || trial.Segment is not null)
            return trial;
        Record(new JournalRecord.Planned { Trial = trial.Number, From = 0, To = _pruner.Begin(trial.Number) });
        return _state.Trials[trial.Number];
    }

    /// <summary>Has the pruner name a paused trial for a free slot.</summary>
    /// <returns>Whether one goes on.</returns>
    private bool Promote()
    {
        if (_pruner is null || _state.Paused.Count == 0 || _state.Outstanding.Count >= _executor.Slots)
            return false;
        if (_pruner.Promote(_state) is not { } promotion)
            return false;
        Record(new JournalRecord.Planned { Trial = promotion.Trial, From = _state.Trials[promotion.Trial].Rested, To = promotion.To });
        return true;
    }

    /// <summary>Ends the trials that rest and that nothing promotes, with what they were measured at.</summary>
    private void PrunePaused()
    {
        foreach (StudyTrial trial in _state.Paused.Select(number => _state.Trials[number]).ToArray())
        {
            (int fidelity, var metrics) = trial.Result!.Value;
            Finish(trial, new JournalRecord.Finished { Trial = trial.Number, State = TrialState.Pruned, Fidelity = fidelity, Metrics = metrics });
        }
    }

    private bool IsUnderWay(Predicate<Flight> which) =>
        _flights.Exists(flight => flight is { Purpose: Purpose.Search, Abandoned: false } && which(flight));

    private void Dispatch(StudyTrial trial, Purpose purpose, int attempt)
    {
        FidelityRange segment = SegmentOf(trial, purpose);
        int replicate = purpose == Purpose.Search ? trial.Replicates.Count : 0;
        // An attempt of an earlier segment has ended: there is nothing to find again.
        if (purpose == Purpose.Final ? attempt > 0 : trial.State == TrialState.Running)
        {
            Flight earlier = new(trial.Number, purpose, attempt - 1, segment, _inbox.Writer) { Replicate = replicate };
            if (_executor.Attach(Request(trial, earlier), earlier) is { } execution)
            {
                Launch(earlier, execution);
                return;
            }
        }

        Flight flight = new(trial.Number, purpose, attempt, segment, _inbox.Writer) { Replicate = replicate };
        EvaluationRequest request = Request(trial, flight);
        _flights.Add(flight);
        Record(
            new JournalRecord.Dispatched { Trial = trial.Number, Purpose = purpose, Attempt = attempt },
            () => Launch(flight, _executor.Start(request, flight)));
    }

    private FidelityRange SegmentOf(StudyTrial trial, Purpose purpose) =>
        purpose == Purpose.Final ? new FidelityRange(0, _plan.FinalEpochs!.Value, _plan.FinalEpochs.Value)
        : trial.Segment is { } planned ? new FidelityRange(planned.From, planned.To, _plan.Epochs)
        : new FidelityRange(0, _plan.Epochs, _plan.Epochs);

    private void Launch(Flight flight, IExecution execution)
    {
        if (!_flights.Contains(flight))
            _flights.Add(flight);
        if (TimeLeft(flight) is { } left)
            flight.Deadline = After(left);
        flight.Begin(execution);
    }

    /// <summary>What is left of a trial's time limit after the segments and trainings that ended; null without a limit.</summary>
    private TimeSpan? TimeLeft(Flight flight)
    {
        if (_plan.TrialTimeout is not { } limit || flight.Purpose == Purpose.Final)
            return null;
        TimeSpan spent = flight.IsReevaluation ? TimeSpan.Zero : _state.Trials[flight.Trial].TimeBefore;
        return TimeSpan.FromTicks(Math.Max(TimeSpan.TicksPerMillisecond, (limit - spent).Ticks));
    }

    private EvaluationRequest Request(StudyTrial trial, Flight flight)
    {
        JournalRecord.Proposed proposed = trial.Proposed;
        Network network = Realise(trial.Number, ProposalOf(trial.Number).Architecture);
        if (network.Hash != proposed.GraphHash)
        {
            throw new InputException(
                $"The architecture of trial {trial.Number} no longer lowers to the network that the journal records: the grammar's plugin "
                + "changed. Go on with the plugin that the study was begun with, or begin another study in a folder of its own (--study DIR).");
        }

        return new EvaluationRequest
        {
            Trial = trial.Number,
            Attempt = flight.Attempt,
            Purpose = flight.Purpose,
            Evaluator = _plan.Evaluator,
            Options = _plan.Options,
            Task = _plan.Task,
            Architecture = proposed.Architecture,
            Network = network.Graph,
            GraphHash = network.Hash,
            Seed = EvaluationSeed.Derive(_plan.Seed, network.Hash, flight.Replicate),
            Replicate = flight.Replicate,
            Fidelity = flight.Segment,
            CheckpointIn = flight.Segment.From > 0 ? _checkpoints.PathOf(trial.Number, flight.Segment.From) : null,
            CheckpointOut = flight.Segment.To < flight.Segment.Horizon ? _checkpoints.PathOf(trial.Number, flight.Segment.To) : null,
            Device = _plan.Device,
            TimeLimit = TimeLeft(flight),
        };
    }
}
