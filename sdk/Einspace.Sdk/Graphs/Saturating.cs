namespace Einspace.Sdk.Graphs;

/// <summary>
/// Arithmetic on unsigned 128-bit counts that stops at the largest value: architectures of the einspace grammar reach more than
/// 2^64 multiply-adds (reference behaviour, Q22), and a limit must still be able to refuse them.
/// </summary>
public static class Saturating
{
    /// <summary>Adds two counts.</summary>
    /// <param name="a">One count.</param>
    /// <param name="b">The other.</param>
    /// <returns>Their sum, or <see cref="UInt128.MaxValue"/> where it is larger.</returns>
    public static UInt128 Add(UInt128 a, UInt128 b) => a > UInt128.MaxValue - b ? UInt128.MaxValue : a + b;

    /// <summary>Multiplies two counts.</summary>
    /// <param name="a">One count.</param>
    /// <param name="b">The other.</param>
    /// <returns>Their product, or <see cref="UInt128.MaxValue"/> where it is larger.</returns>
    public static UInt128 Multiply(UInt128 a, UInt128 b) => b != 0 && a > UInt128.MaxValue / b ? UInt128.MaxValue : a * b;
}
