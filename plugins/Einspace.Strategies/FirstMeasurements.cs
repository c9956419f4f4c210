using Einspace.Sdk.Search;

namespace Einspace.Strategies;

/// <summary>
/// Takes each trial once: when it rests for the first time or, where it never does, when it ends. So trials that a pruner lets rest are
/// learnt from at once, and all of them are compared at the fidelity that they have in common: the lowest.
/// </summary>
internal sealed class FirstMeasurements
{
    private readonly HashSet<int> _rested = [];

    /// <summary>The trial that an event measures for the first time; null where it measures none.</summary>
    public Trial? Of(StudyEvent e) => e switch
    {
        StudyEvent.Paused { Trial: var trial } => _rested.Add(trial.Number) ? trial : null,
        StudyEvent.Finished { Trial: var trial } => _rested.Remove(trial.Number) ? null : trial,
        _ => null,
    };
}
