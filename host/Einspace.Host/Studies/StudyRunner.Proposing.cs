using Einspace.Host.Studies.Journal;
using Einspace.Sdk;
using Einspace.Sdk.Evaluation;
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
        if (SettleOrDispatch() || !MayPropose || cancellation.IsCancellationRequested)
            return;
        int number = _state.Trials.Count;
        ProposalOutcome outcome;
        try
        {
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
            network = _plan.Realise(proposal.Architecture);
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
            Tag = proposal.Tag,
            GraphHash = network.Hash,
            Parameters = network.Costs.Parameters,
            MultiplyAdds = network.Costs.MultiplyAdds,
            ActivationMemory = network.Costs.ActivationMemory,
            Violation = network.Violation,
        };
        Record(proposed, () => _strategy.Apply(new StudyEvent.Proposed(number, proposal, network.Hash)));
    }

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

            if (_state.CompletedLike(trial.Proposed.GraphHash) is { Finished: { } known })
            {
                Finish(trial, known with { Trial = number, CachedFrom = known.Trial });
                return true;
            }

            // An equal network under way is waited for: its result will serve this trial too.
            bool twin = IsUnderWay(flight => _state.Trials[flight.Trial].Proposed.GraphHash == trial.Proposed.GraphHash);
            if (!twin && _flights.Count < _executor.Slots)
                Dispatch(trial, Purpose.Search, trial.Attempts);
        }

        return false;
    }

    private bool IsUnderWay(Predicate<Flight> which) =>
        _flights.Exists(flight => flight is { Purpose: Purpose.Search, Abandoned: false } && which(flight));

    private void Dispatch(StudyTrial trial, Purpose purpose, int attempt)
    {
        if (attempt > 0)
        {
            Flight earlier = new(trial.Number, purpose, attempt - 1, _inbox.Writer);
            if (_executor.Attach(Request(trial, purpose, attempt - 1), earlier) is { } execution)
            {
                Launch(earlier, execution);
                return;
            }
        }

        EvaluationRequest request = Request(trial, purpose, attempt);
        Flight flight = new(trial.Number, purpose, attempt, _inbox.Writer);
        _flights.Add(flight);
        Record(
            new JournalRecord.Dispatched { Trial = trial.Number, Purpose = purpose, Attempt = attempt },
            () => Launch(flight, _executor.Start(request, flight)));
    }

    private void Launch(Flight flight, IExecution execution)
    {
        if (!_flights.Contains(flight))
            _flights.Add(flight);
        if (flight.Purpose == Purpose.Search && _plan.TrialTimeout is { } limit)
            flight.Deadline = After(limit);
        flight.Begin(execution);
    }

    private EvaluationRequest Request(StudyTrial trial, Purpose purpose, int attempt)
    {
        JournalRecord.Proposed proposed = trial.Proposed;
        Network network = _plan.Realise(_proposals.TryGetValue(trial.Number, out Proposal? known) ? known.Architecture : trial.ToProposal().Architecture);
        if (network.Hash != proposed.GraphHash)
        {
            throw new InputException(
                $"The architecture of trial {trial.Number} no longer lowers to the network that the journal records: the grammar's plugin "
                + "changed. Go on with the plugin that the study was begun with, or begin another study in a folder of its own (--study DIR).");
        }

        int fidelity = purpose == Purpose.Final ? _plan.FinalEpochs!.Value : _plan.Epochs;
        return new EvaluationRequest
        {
            Trial = trial.Number,
            Attempt = attempt,
            Purpose = purpose,
            Evaluator = _plan.Evaluator,
            Options = _plan.Options,
            Task = _plan.Task,
            Architecture = proposed.Architecture,
            Network = network.Graph,
            GraphHash = network.Hash,
            Seed = EvaluationSeed.Derive(_plan.Seed, network.Hash, replicate: 0),
            Fidelity = new FidelityRange(0, fidelity, fidelity),
            Device = _plan.Device,
            TimeLimit = purpose == Purpose.Search ? _plan.TrialTimeout : null,
        };
    }
}
