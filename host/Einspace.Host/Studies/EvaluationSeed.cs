using Einspace.Sdk;

namespace Einspace.Host.Studies;

/// <summary>Seeds of evaluations: of the network and the replicate alone, so that equal architectures train equally.</summary>
internal static class EvaluationSeed
{
    /// <summary>Derives the seed of an evaluation.</summary>
    /// <param name="seed">The study's seed.</param>
    /// <param name="graphHash">Canonical hash of the network.</param>
    /// <param name="replicate">Which repetition it is, from 0.</param>
    /// <returns>The first word of the random stream of ("evaluation/" + hash, replicate).</returns>
    public static ulong Derive(ulong seed, string graphHash, int replicate) =>
        RandomStream.Derive(seed, $"evaluation/{graphHash}", (ulong)replicate).NextUInt64();
}
