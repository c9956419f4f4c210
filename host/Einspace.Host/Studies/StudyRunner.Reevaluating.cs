using Einspace.Host.Studies.Journal;
using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Search;

namespace Einspace.Host.Studies;

/// <content>
/// Training the best networks again before one is chosen: the best of many noisy scores is better than its network, and by how much
/// differs from network to network.
/// </content>
internal sealed partial class StudyRunner
{
    /// <summary>The trainings that are still to be done before a trial is chosen: as many of each network as the search made of it.</summary>
    private static IEnumerable<(StudyTrial Trial, int Replicate)> ToReevaluate(StudyPlan plan, StudyState state) =>
        from trial in state.Opened is null ? [] : state.Ranking()
            .Where(trial => trial.State == TrialState.Completed)
            .DistinctBy(trial => trial.Proposed.GraphHash)
            .Take(plan.ReevaluateTop)
        from replicate in Enumerable.Range(plan.Replicates, plan.Replicates)
        where !trial.Reevaluations.Exists(again => again.Replicate == replicate)
        select (trial, replicate);

    /// <summary>Does those trainings.</summary>
    /// <returns>False where it was cancelled.</returns>
    private async Task<bool> ReevaluateAsync(CancellationToken cancellation)
    {
        while (true)
        {
            Turn();
            if (cancellation.IsCancellationRequested)
                return false;
            if (_journal.HasPending)
                continue;
            foreach ((StudyTrial trial, int replicate) in ToReevaluate(_plan, _state).ToArray())
            {
                bool isUnderWay = _flights.Exists(flight => flight is { IsReevaluation: true, Abandoned: false } && flight.Trial == trial.Number && flight.Replicate == replicate);
                if (!isUnderWay && _flights.Count < _executor.Slots)
                    DispatchAgain(trial, replicate);
            }

            if (_journal.HasPending)
                continue;
            if (_flights.Count == 0)
                return true;
            await WaitAsync(cancellation);
        }
    }

    private void DispatchAgain(StudyTrial trial, int replicate)
    {
        Flight flight = new(trial.Number, Purpose.Search, trial.Attempts, new FidelityRange(0, _plan.Epochs, _plan.Epochs), _inbox.Writer)
        {
            Replicate = replicate, IsReevaluation = true,
        };
        EvaluationRequest request = Request(trial, flight);
        _flights.Add(flight);
        Record(
            new JournalRecord.Dispatched { Trial = trial.Number, Purpose = Purpose.Search, Attempt = trial.Attempts, Reevaluation = true },
            () => Launch(flight, _executor.Start(request, flight)));
    }
}
