using Einspace.Sdk.Evaluation;

namespace Einspace.Host.Studies;

/// <content>Retraining for final results, which alone may look at the test split.</content>
internal sealed partial class StudyRunner
{
    /// <summary>The networks that still lack a final result, the chosen one first.</summary>
    private static IEnumerable<StudyTrial> ToFinalise(StudyPlan plan, StudyState state)
    {
        if (plan.FinalEpochs is not { } epochs || state.Opened is null || state.Chosen is not { } chosen)
            return [];
        IEnumerable<StudyTrial> all = plan.FinalisesAll
            ? state.Ranking().Prepend(chosen).DistinctBy(trial => trial.Proposed.GraphHash)
            : [chosen];
        return all.Where(trial => state.FinalOf(trial.Number, epochs) is null);
    }

    /// <summary>Retrains them, each once: one that fails is tried again when the study is resumed.</summary>
    /// <returns>False where it was cancelled.</returns>
    private async Task<bool> FinaliseAsync(CancellationToken cancellation)
    {
        HashSet<int> begun = [];
        while (true)
        {
            Turn();
            if (cancellation.IsCancellationRequested)
                return false;
            if (_journal.HasPending)
                continue;
            StudyTrial[] left = [.. ToFinalise(_plan, _state).Where(trial => !begun.Contains(trial.Number))];
            foreach (StudyTrial trial in left.Take(Math.Max(0, _executor.Slots - _flights.Count)))
            {
                begun.Add(trial.Number);
                Dispatch(trial, Purpose.Final, _state.FinalAttemptsOf(trial.Number));
            }

            if (_journal.HasPending)
                continue;
            if (left.Length == 0 && !_flights.Exists(flight => flight.Purpose == Purpose.Final))
                return true;
            await WaitAsync(cancellation);
        }
    }
}
