using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace Einspace.Sdk;

/// <summary>
/// A stream of pseudo-random numbers: xoshiro256** (Blackman and Vigna, 2018), its state derived by SHA-256 from a seed, a
/// purpose and indices. The algorithm is frozen: test vectors in the SDK's tests hold every method to the same numbers in every
/// later version, on every machine. Not safe for use by several threads at once.
/// </summary>
/// <remarks>
/// The host owns all randomness of a study. Proposals draw from (study seed, "proposal", trial number); training from
/// (evaluation seed, purpose, …), so that equal architectures train equally.
/// </remarks>
public sealed class RandomStream
{
    private ulong _s0, _s1, _s2, _s3;

    /// <summary>Continues a stream from a saved state.</summary>
    /// <param name="state">A state taken from <see cref="State"/>; not all words may be zero.</param>
    /// <exception cref="ArgumentException">All words are zero, from which the generator never leaves.</exception>
    public RandomStream(RandomState state)
    {
        if ((state.S0 | state.S1 | state.S2 | state.S3) == 0)
            throw new ArgumentException("The state of a random stream must not be all zeros.", nameof(state));
        (_s0, _s1, _s2, _s3) = state;
    }

    /// <summary>The state from which the stream goes on.</summary>
    public RandomState State => new(_s0, _s1, _s2, _s3);

    /// <summary>
    /// Derives a stream: the 32 bytes of SHA-256 over the UTF-8 text <c>einspace-random-1\n{purpose}\n</c> followed by the seed and
    /// the indices as little-endian 64-bit words are the four state words, little-endian.
    /// </summary>
    /// <param name="seed">The seed, for example the study's.</param>
    /// <param name="purpose">What the numbers are for, for example <c>proposal</c>; streams of different purposes are independent.</param>
    /// <param name="indices">Numbers that tell streams of one purpose apart, for example the trial's number.</param>
    /// <returns>A new stream at its beginning.</returns>
    public static RandomStream Derive(ulong seed, string purpose, params ReadOnlySpan<ulong> indices)
    {
        ArgumentNullException.ThrowIfNull(purpose);
        byte[] prefix = Encoding.UTF8.GetBytes($"einspace-random-1\n{purpose}\n");
        byte[] message = new byte[prefix.Length + (8 * (indices.Length + 1))];
        prefix.CopyTo(message, 0);
        Span<byte> words = message.AsSpan(prefix.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(words, seed);
        for (int i = 0; i < indices.Length; i++)
            BinaryPrimitives.WriteUInt64LittleEndian(words[(8 * (i + 1))..], indices[i]);

        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(message, hash);
        return new RandomStream(new RandomState(
            BinaryPrimitives.ReadUInt64LittleEndian(hash),
            BinaryPrimitives.ReadUInt64LittleEndian(hash[8..]),
            BinaryPrimitives.ReadUInt64LittleEndian(hash[16..]),
            BinaryPrimitives.ReadUInt64LittleEndian(hash[24..])));
    }

    /// <summary>Draws 64 uniform bits.</summary>
    /// <returns>The next word of the generator.</returns>
    public ulong NextUInt64()
    {
        ulong result = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
        ulong t = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= t;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>Draws a uniform number of [0, 1) with 53 bits.</summary>
    /// <returns>The top 53 bits of the next word, divided by 2^53.</returns>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Draws a uniform integer of [0, <paramref name="bound"/>) without bias (Lemire's multiplication with rejection).</summary>
    /// <param name="bound">The exclusive upper bound, at least 1.</param>
    /// <returns>An integer from 0 to <paramref name="bound"/> − 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bound"/> is below 1.</exception>
    public int NextInt(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, 1);
        ulong range = (ulong)bound;
        ulong high = Math.BigMul(NextUInt64(), range, out ulong low);
        if (low < range)
        {
            ulong threshold = (0 - range) % range;
            while (low < threshold)
                high = Math.BigMul(NextUInt64(), range, out low);
        }

        return (int)high;
    }

    /// <summary>Draws from the normal distribution with mean 0 and variance 1 (Box and Muller; two uniform draws each).</summary>
    /// <returns>A normal deviate.</returns>
    public double NextNormal()
    {
        double radius = Math.Sqrt(-2.0 * Math.Log(1.0 - NextDouble()));
        return radius * Math.Cos(2.0 * Math.PI * NextDouble());
    }

    /// <summary>Puts items into a uniformly random order (Fisher and Yates, from the end).</summary>
    /// <typeparam name="T">The items' type.</typeparam>
    /// <param name="items">The items, permuted in place.</param>
    public void Shuffle<T>(Span<T> items)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int j = NextInt(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }
}
