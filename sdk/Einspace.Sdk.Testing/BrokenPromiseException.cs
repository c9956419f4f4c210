namespace Einspace.Sdk.Testing;

/// <summary>An implementation breaks a promise of its contract.</summary>
/// <param name="promise">What the contract promises, in words.</param>
/// <param name="found">What was found instead, and where.</param>
/// <param name="cause">The exception that revealed it, if any.</param>
public sealed class BrokenPromiseException(string promise, string found, Exception? cause = null)
    : Exception($"{promise} Found: {found}", cause)
{
    /// <summary>What the contract promises, in words.</summary>
    public string Promise { get; } = promise;

    /// <summary>What was found instead, and where.</summary>
    public string Found { get; } = found;
}
