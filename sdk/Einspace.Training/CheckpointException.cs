namespace Einspace.Training;

/// <summary>A checkpoint cannot be gone on from.</summary>
/// <param name="message">Which, and why.</param>
internal sealed class CheckpointException(string message) : Exception(message);
