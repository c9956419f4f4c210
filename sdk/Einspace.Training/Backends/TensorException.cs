namespace Einspace.Training.Backends;

/// <summary>A tensor operation failed: shapes that do not match, no memory, a tensor that no longer lives.</summary>
/// <param name="message">The backend's own words.</param>
/// <param name="outOfMemory">Whether memory ran out.</param>
public sealed class TensorException(string message, bool outOfMemory = false) : Exception(message)
{
    /// <summary>Whether memory ran out, of the host or of the device.</summary>
    public bool OutOfMemory { get; } = outOfMemory;
}
