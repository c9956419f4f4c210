using System.ComponentModel.DataAnnotations;
using Einspace.Sdk.Graphs;
using Einspace.Sdk.Plugins;

namespace Einspace.Sdk.Search;

/// <summary>
/// What architectures may cost; null is no limit. Applied to the network with its head, while sampling and mutating, so that a
/// strategy needs no code for it. The grammar's law cannot bound size by itself: expanded size is supercritical (SPEC Q22).
/// </summary>
public sealed record Limits
{
    /// <summary>Most trained parameters.</summary>
    /// <remarks>
    /// The reference draws again from 0.5 × the available bytes of memory on, of which the recorded samples had 20 · 10⁹ (Q9). It
    /// counts the network without its head, whose parameters are nothing beside 10¹⁰.
    /// </remarks>
    [Range(1.0, double.PositiveInfinity)]
    [Profile("reference", "9999999999")]
    public long? MaxParameters { get; init; }

    /// <summary>Most multiply-adds of one example's forward pass.</summary>
    [Range(1.0, double.PositiveInfinity)]
    public long? MaxMultiplyAdds { get; init; }

    /// <summary>Most bytes of activations of one example (<see cref="GraphCosts.ActivationMemory"/>).</summary>
    [ByteSize]
    [Range(1.0, double.PositiveInfinity)]
    public long? MaxActivationMemory { get; init; }

    /// <summary>Most operators that run, copies counted. The default keeps evaluators from expanding millions of calls.</summary>
    /// <remarks>The reference has no such limit; 3 of 1,000 recorded samples have more than a million terminals.</remarks>
    [Range(1.0, double.PositiveInfinity)]
    [Profile("reference", "1000000")]
    public long? MaxOperators { get; init; } = 4000;

    /// <summary>Says which limit a network breaks.</summary>
    /// <param name="costs">The network's costs.</param>
    /// <returns>One sentence, or null where it keeps them all.</returns>
    public string? Violation(GraphCosts costs) =>
        Exceeds("parameters", costs.Parameters, MaxParameters)
        ?? Exceeds("multiply-adds", costs.MultiplyAdds, MaxMultiplyAdds)
        ?? Exceeds("bytes of activations", costs.ActivationMemory, MaxActivationMemory)
        ?? Exceeds("operators", costs.Operators, MaxOperators);

    private static string? Exceeds(string what, UInt128 found, long? limit) =>
        limit is long most && found > (UInt128)most ? $"{found} {what}, at most {most} are allowed" : null;
}
