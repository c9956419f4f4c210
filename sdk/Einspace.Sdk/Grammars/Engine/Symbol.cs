using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Einspace.Sdk.Grammars.Engine;

/// <summary>
/// A symbol with its options: the productions that can be drawn, each a bit of a 64-bit mask. Productions that are only executable
/// follow them and have no bit.
/// </summary>
internal sealed class Symbol<TState>
    where TState : unmanaged, IEquatable<TState>
{
    private readonly (ulong Options, GuardRule<TState> Guard)[] _guards;
    private readonly double[] _shares;
    private readonly ulong _unguarded;
    private readonly ulong _fixed;
    private readonly bool _isUniform;

    public Symbol(string name, int first, ImmutableArray<ProductionBuilder<TState>> declared)
    {
        Name = name;
        First = first;
        Count = declared.Length;
        ImmutableArray<ProductionBuilder<TState>> options = [.. declared.TakeWhile(production => !production.IsExecutableOnly)];
        Options = options.Length;
        _shares = [.. options.Select(option => option.Share)];
        // Options that share a guard share its answer.
        _guards = [.. options.Select(o => o.Guard).OfType<GuardRule<TState>>().Distinct()
            .Select(guard => (Mask(options, option => ReferenceEquals(option.Guard, guard)), guard))];
        _unguarded = Mask(options, option => option.Guard is null);
        _fixed = Mask(options, option => option.HasProbability);
        _isUniform = options.Where(option => !option.HasProbability).Select(option => option.Share).Distinct().Count() <= 1;
    }

    /// <summary>The same symbol with other shares, in the order of its options.</summary>
    public Symbol(Symbol<TState> other, double[] shares)
    {
        (Name, First, Count, Options) = (other.Name, other.First, other.Count, other.Options);
        (_guards, _unguarded, _fixed, _shares) = (other._guards, other._unguarded, other._fixed, shares);
        _isUniform = shares.Where((_, option) => (_fixed >> option & 1) == 0).Distinct().Count() <= 1;
    }

    public string Name { get; }

    /// <summary>Index of the first production among all of the grammar.</summary>
    public int First { get; }

    /// <summary>How many productions there are, those that are only executable included.</summary>
    public int Count { get; }

    /// <summary>How many of them can be drawn.</summary>
    public int Options { get; }

    /// <summary>The options whose guards allow them at a position.</summary>
    public ulong Filter(in TState inherited, int depth)
    {
        ulong options = _unguarded;
        foreach (ref readonly var guarded in _guards.AsSpan())
        {
            if (guarded.Guard(in inherited, depth))
                options |= guarded.Options;
        }

        return options;
    }

    /// <summary>Draws one of a non-empty set of options.</summary>
    public int Draw(ulong options, RandomStream random)
    {
        ulong withProbability = options & _fixed;
        ulong weighted = options & ~_fixed;
        if (withProbability != 0)
        {
            if (weighted == 0)
                return DrawByShare(withProbability, random);
            double u = random.NextDouble();
            for (ulong rest = withProbability; rest != 0; rest &= rest - 1)
            {
                int option = BitOperations.TrailingZeroCount(rest);
                u -= _shares[option];
                if (u < 0)
                    return option;
            }
        }

        return _isUniform ? Nth(weighted, random.NextInt(BitOperations.PopCount(weighted))) : DrawByShare(weighted, random);
    }

    /// <summary>The probability with which <see cref="Draw"/> draws an option of a set.</summary>
    public double ProbabilityOf(int option, ulong options)
    {
        ulong withProbability = options & _fixed;
        ulong weighted = options & ~_fixed;
        bool isFixed = (_fixed >> option & 1) != 0;
        if (isFixed)
            return weighted != 0 ? _shares[option] : _shares[option] / Total(withProbability);
        return (1 - Total(withProbability)) * _shares[option] / Total(weighted);
    }

    private static ulong Mask(
        ImmutableArray<ProductionBuilder<TState>> options, Func<ProductionBuilder<TState>, bool> predicate)
    {
        ulong mask = 0;
        for (int i = 0; i < options.Length; i++)
            mask |= predicate(options[i]) ? 1UL << i : 0;
        return mask;
    }

    /// <summary>The n-th set bit, from 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Nth(ulong options, int n)
    {
        if (Bmi2.X64.IsSupported)
            return BitOperations.TrailingZeroCount(Bmi2.X64.ParallelBitDeposit(1UL << n, options));
        for (; n > 0; n--)
            options &= options - 1;
        return BitOperations.TrailingZeroCount(options);
    }

    private int DrawByShare(ulong options, RandomStream random)
    {
        double u = random.NextDouble() * Total(options);
        int option = -1;
        for (ulong rest = options; rest != 0; rest &= rest - 1)
        {
            option = BitOperations.TrailingZeroCount(rest);
            u -= _shares[option];
            if (u < 0)
                return option;
        }

        return option;
    }

    private double Total(ulong options)
    {
        double total = 0;
        for (ulong rest = options; rest != 0; rest &= rest - 1)
            total += _shares[BitOperations.TrailingZeroCount(rest)];
        return total;
    }
}
