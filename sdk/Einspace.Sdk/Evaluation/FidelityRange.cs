namespace Einspace.Sdk.Evaluation;

/// <summary>
/// A segment of an evaluation: from a fidelity already reached to one to reach. The unit is the evaluator's (epochs for
/// training); schedules always run to <paramref name="Horizon"/>, so that a paused trial continues the same training.
/// </summary>
/// <param name="From">Fidelity reached before; 0 starts afresh.</param>
/// <param name="To">Fidelity to reach, above <paramref name="From"/>.</param>
/// <param name="Horizon">The full fidelity for which schedules are made, at least <paramref name="To"/>.</param>
public sealed record FidelityRange(int From, int To, int Horizon);
