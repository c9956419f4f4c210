namespace Einspace.Training;

/// <summary>A loss left the finite numbers, which ends the training.</summary>
/// <param name="message">Which, and when.</param>
internal sealed class NotFiniteException(string message) : Exception(message);
