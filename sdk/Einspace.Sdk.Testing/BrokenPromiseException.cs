namespace Einspace.Sdk.Testing;

/// <summary>An implementation breaks a promise of its contract.</summary>
/// <param name="rule">The name of the rule that found it.</param>
/// <param name="promise">What the contract promises, in words.</param>
/// <param name="found">What was found instead, and where.</param>
/// <param name="cause">The exception that revealed it, if any.</param>
public sealed class BrokenPromiseException(string rule, string promise, string found, Exception? cause = null)
    : Exception($"The rule '{rule}' is broken. {promise} Found: {found}", cause)
{
    /// <summary>The name of the rule that found it.</summary>
    public string Rule { get; } = rule;

    /// <summary>What the contract promises, in words.</summary>
    public string Promise { get; } = promise;

    /// <summary>What was found instead, and where.</summary>
    public string Found { get; } = found;
}
