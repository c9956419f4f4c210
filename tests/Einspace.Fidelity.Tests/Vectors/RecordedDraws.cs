using System.Collections.Immutable;

namespace Einspace.Fidelity.Tests.Vectors;

/// <summary>Draws from one set of options, also those that were discarded later.</summary>
/// <param name="Options">The options in their order, in the reference's names.</param>
/// <param name="Total">How often the set was drawn from.</param>
/// <param name="Chosen">How often each option was drawn; one that is absent never was.</param>
internal sealed record RecordedDraws(ImmutableArray<string> Options, long Total, ImmutableDictionary<string, long> Chosen)
{
    public static RecordedDraws Read(VectorValue value)
    {
        RecordedDraws draws = new(value["options"].Texts(), value["n"].Whole(), value["chosen"].Counts());
        long sum = draws.Chosen.Values.Sum();
        return sum == draws.Total
            ? draws
            : throw new DamagedVectorException($"{value.Where}: 'n' is {draws.Total}, but the counts in 'chosen' make {sum}.");
    }
}
