using System.Collections.Immutable;

namespace Einspace.Tabular;

/// <summary>A network's training with one seed.</summary>
/// <param name="Validation">Accuracy on the validation split after each epoch, as a share of 1.</param>
/// <param name="Test">Accuracy on the test split; null where the network was not retrained for it.</param>
/// <param name="Failure">Why the training failed; null where it did not.</param>
internal sealed record Training(ImmutableArray<double> Validation, double? Test, string? Failure);
