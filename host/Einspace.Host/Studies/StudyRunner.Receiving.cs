using System.Collections.Immutable;
using Einspace.Host.Studies.Journal;
using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Search;

namespace Einspace.Host.Studies;

/// <content>What evaluations tell: reports, warnings, their end.</content>
internal sealed partial class StudyRunner
{
    private static readonly ImmutableSortedDictionary<string, double> NoMetrics = ImmutableSortedDictionary<string, double>.Empty;

    private void Receive(FlightMessage message)
    {
        switch (message)
        {
            case FlightMessage.Reported reported:
                Receive(reported);
                break;
            case FlightMessage.Warned { Flight.Abandoned: false } warned:
                Record(new JournalRecord.Warned { Trial = warned.Flight.Trial, Warning = warned.Warning });
                break;
            case FlightMessage.Ended ended:
                _flights.Remove(ended.Flight);
                if (!ended.Flight.Abandoned && !ended.End.IsCanceled)
                    Receive(ended.Flight, ended.End.GetAwaiter().GetResult());
                break;
        }
    }

    private void Receive(FlightMessage.Reported message)
    {
        (Flight flight, EvaluationReport report, TaskCompletionSource<ReportDecision> answer) = message;
        report = report with { Metrics = WithCosts(flight, report.Metrics) };
        ReportDecision decision = ReportDecision.Continue;
        if (flight.Abandoned)
        {
            decision = ReportDecision.Stop;
        }
        else if (Verdict.NotFinite(report.Metrics) is { } metric)
        {
            Abandon(flight, FailureKind.NotFinite, $"{metric} was not finite at fidelity {report.Fidelity}");
            decision = ReportDecision.Stop;
        }
        else if (flight.IsReevaluation)
        {
            // Only what it comes to counts.
        }
        else if (flight.Purpose == Purpose.Final || _state.Trials[flight.Trial].Reports is not [.., { } last] || report.Fidelity > last.Fidelity)
        {
            Record(new JournalRecord.Reported
            {
                Trial = flight.Trial,
                Purpose = flight.Purpose,
                Attempt = flight.Attempt,
                Fidelity = report.Fidelity,
                Metrics = report.Metrics,
            });
            if (flight.Purpose == Purpose.Search && _pruner is not null)
                decision = Prune(_pruner, flight, report);
        }

        _afterCommit.Enqueue(() => answer.TrySetResult(decision));
    }

    private ReportDecision Prune(GuardedPruner pruner, Flight flight, EvaluationReport report)
    {
        ReportDecision decision = pruner.Decide(flight.Trial, report);
        flight.Stopped |= decision == ReportDecision.Stop;
        Record(new JournalRecord.Decided
        {
            Trial = flight.Trial, Attempt = flight.Attempt, Fidelity = report.Fidelity, Decision = decision,
        });
        return decision;
    }

    private void Receive(Flight flight, ExecutionEnd end)
    {
        if (end.Facts.Count > 0)
        {
            var facts = end.Facts.ToImmutableSortedDictionary(StringComparer.Ordinal);
            if (_state.Facts is null || !_state.Facts.SequenceEqual(facts))
                Record(new JournalRecord.Measured { Facts = facts });
        }

        Settle(flight, end.Result);
        if (end.Result is not EvaluationResult.Failed { Kind: FailureKind.WorkerLost } lost)
        {
            _losses = 0;
        }
        else if (++_losses == _plan.LossesInARow)
        {
            // Thrown once the records above are safe.
            _afterCommit.Enqueue(() => throw new StudyFault(
                $"{_losses} workers in a row were lost, so that something outside the architectures must be wrong; the last one, at trial "
                + $"{flight.Trial}: {lost.Reason}. The study stops here; the same command goes on with the trials that are left."));
        }
    }

    /// <summary>Ends trials whose time limit passed.</summary>
    private void Expire()
    {
        long now = _clock.GetTimestamp();
        foreach (Flight flight in _flights.Where(flight => flight.Deadline <= now).ToArray())
        {
            if (flight.Abandoned)
            {
                throw new StudyFault(
                    $"The evaluator '{_plan.Evaluator}' did not end within {_plan.EvaluatorPatience.TotalSeconds:0.###} s of being told to, at trial "
                    + $"{flight.Trial}, and nothing else can run in its place. The study stops here; every finished trial is in its journal.");
            }

            Abandon(flight, FailureKind.TimeLimit, $"took longer than {_plan.TrialTimeout!.Value.TotalSeconds:0.###} s (--trial-timeout)");
        }
    }

    /// <summary>Settles a trial as failed without waiting for its evaluation to end.</summary>
    private void Abandon(Flight flight, FailureKind kind, string reason)
    {
        Settle(flight, new EvaluationResult.Failed(kind, reason));
        flight.Abandoned = true;
        flight.Deadline = After(_plan.EvaluatorPatience);
        _afterCommit.Enqueue(flight.Cancel);
    }

    /// <summary>A time stamp of the clock, so much later than now.</summary>
    private long After(TimeSpan time) => _clock.GetTimestamp() + (long)(time.TotalSeconds * _clock.TimestampFrequency);

    private void Settle(Flight flight, EvaluationResult result)
    {
        if (result is EvaluationResult.Failed { Kind: FailureKind.Checkpoint } useless && flight.Segment.From > 0)
        {
            Record(new JournalRecord.Restarted { Trial = flight.Trial, Reason = useless.Reason });
            return;
        }

        if (result is EvaluationResult.Completed completed)
            result = completed with { Metrics = WithCosts(flight, completed.Metrics) };
        Verdict verdict = Verdict.Of(
            result, flight.Stopped, flight.Segment, flight.Purpose == Purpose.Final ? [] : _state.Opened!.Objectives, _plan.Evaluator);
        if (flight.Purpose == Purpose.Final)
        {
            Record(new JournalRecord.Finalised
            {
                Trial = flight.Trial,
                Fidelity = _plan.FinalEpochs!.Value,
                Metrics = verdict.Metrics,
                Failure = verdict.Failure,
                Reason = verdict.Reason,
            });
            return;
        }

        if (flight.IsReevaluation)
        {
            Record(new JournalRecord.Reevaluated
            {
                Trial = flight.Trial,
                Replicate = flight.Replicate,
                Metrics = verdict.Metrics,
                Failure = verdict.Failure,
                Reason = verdict.Reason,
            });
            return;
        }

        if (verdict.State == TrialState.Completed && flight.Replicate + 1 < _plan.Replicates)
        {
            Record(new JournalRecord.Replicated
            {
                Trial = flight.Trial, Replicate = flight.Replicate, Fidelity = verdict.Fidelity, Metrics = verdict.Metrics,
            });
            return;
        }

        if (verdict.State == TrialState.Paused)
        {
            Pause(new JournalRecord.Paused { Trial = flight.Trial, Fidelity = verdict.Fidelity, Metrics = verdict.Metrics });
            return;
        }

        Finish(_state.Trials[flight.Trial], new JournalRecord.Finished
        {
            Trial = flight.Trial,
            State = verdict.State,
            Fidelity = verdict.Fidelity,
            Metrics = verdict.State == TrialState.Completed ? MeanOf(_state.Trials[flight.Trial], verdict.Metrics) : verdict.Metrics,
            Failure = verdict.Failure,
            Reason = verdict.Reason,
        });
    }

    /// <summary>The means of a trial's trainings, of the metrics that all of them gave.</summary>
    private static ImmutableSortedDictionary<string, double> MeanOf(StudyTrial trial, ImmutableSortedDictionary<string, double> last)
    {
        if (trial.Replicates.IsEmpty)
            return last;
        ImmutableSortedDictionary<string, double>[] all = [.. trial.Replicates.Select(replicate => replicate.Metrics), last];
        return last.Keys.Where(key => all.All(metrics => metrics.ContainsKey(key)))
            .ToImmutableSortedDictionary(key => key, key => all.Average(metrics => metrics[key]));
    }

    /// <summary>Adds what the host measures itself to an evaluator's metrics, where it is an objective.</summary>
    private ImmutableSortedDictionary<string, double> WithCosts(Flight flight, ImmutableSortedDictionary<string, double> metrics)
    {
        if (flight.Purpose == Purpose.Final)
            return metrics;
        StudyTrial trial = _state.Trials[flight.Trial];
        foreach (Objective objective in _state.Opened!.Objectives)
        {
            // Of a network that is trained again, the score is in question, not the time.
            double? cost = objective.Metric != CostMetric.Seconds ? trial.Cost(objective.Metric)
                : flight.IsReevaluation ? trial.Result!.Value.Metrics[CostMetric.Seconds]
                : trial.TrainingTime(_clock.GetUtcNow()).TotalSeconds;
            if (cost is { } value)
                metrics = metrics.SetItem(objective.Metric, value);
        }

        return metrics;
    }

    private void Pause(JournalRecord.Paused paused)
    {
        int before = _state.Trials[paused.Trial].Rested;
        Record(paused, () =>
        {
            // Only now is the older one needed by nobody, whatever happens.
            _checkpoints.Remove(paused.Trial, before);
            _checkpoints.Rest(paused.Trial, _state);
            TellPaused(paused);
        });
    }

    private void Finish(StudyTrial trial, JournalRecord.Finished finished) => Record(finished, () =>
    {
        _checkpoints.Remove(trial.Number, trial.Rested);
        _checkpoints.Remove(trial.Number, trial.Segment?.To ?? 0);
        TellFinished(trial.Number);
    });

    private void TellPaused(JournalRecord.Paused paused)
    {
        if (_stopping)
            return;
        _strategy.Apply(new StudyEvent.Paused(_state.Trials[paused.Trial].ToTrial(ProposalOf(paused.Trial), paused)));
        _waiting = false;
    }

    private void TellFinished(int number)
    {
        // A strategy that was asked when the user stopped the study may still be thinking: it is left alone.
        if (_stopping)
            return;
        _strategy.Apply(new StudyEvent.Finished(FinishedTrial(number)));
        _proposals.Remove(number);
        _waiting = false;
    }

    /// <summary>
    /// Tells the pruner at once and not after the turn's flush: it answers within the turn, in recorded order, and nothing follows from
    /// its answers before they are durable with what led to them.
    /// </summary>
    private void TellPruner(JournalRecord record)
    {
        if (PrunerEvent(record) is { } e)
            _pruner?.Apply(e);
    }

    private StudyEvent? PrunerEvent(JournalRecord record) => _pruner is null ? null : record switch
    {
        JournalRecord.Planned planned => new StudyEvent.Planned(planned.Trial, planned.From, planned.To),
        JournalRecord.Reported { Purpose: Purpose.Search } reported =>
            new StudyEvent.Reported(reported.Trial, new EvaluationReport(reported.Fidelity, reported.Metrics)),
        JournalRecord.Paused paused => new StudyEvent.Paused(_state.Trials[paused.Trial].ToTrial(ProposalOf(paused.Trial), paused)),
        JournalRecord.Finished finished => new StudyEvent.Finished(FinishedTrial(finished.Trial)),
        _ => null,
    };

    private Trial FinishedTrial(int number)
    {
        StudyTrial trial = _state.Trials[number];
        return trial.ToTrial(ProposalOf(number), trial.Finished?.CachedFrom is { } other ? _state.Trials[other] : trial);
    }

    private Proposal ProposalOf(int number) => _proposals.TryGetValue(number, out Proposal? known) ? known : _state.Trials[number].ToProposal();
}
