using Einspace.Sdk.Grammars;

namespace Einspace.Strategies.AdaptiveMutation;

/// <summary>What a mutation did: a production of one name gave way to one of another, or of the same with other arguments.</summary>
/// <param name="From">The name of the production that stood there.</param>
/// <param name="To">The name of the one that does.</param>
internal readonly record struct MutationKind(string From, string To)
{
    private const string Arrow = " > ";

    /// <summary>
    /// Compares a parent with its mutant. Attributes flow from left to right, so that nothing before the position that changed is
    /// different: it is the first difference in pre-order. Null where no production is different, as grammars may have it.
    /// </summary>
    public static MutationKind? Between(Architecture parent, Architecture mutant) => Move.Of(parent).Zip(Move.Of(mutant))
        .Where(pair => pair.First.Label != pair.Second.Label)
        .Select(pair => (MutationKind?)new MutationKind(NameOf(pair.First), NameOf(pair.Second)))
        .FirstOrDefault();

    /// <summary>Reads a kind from a proposal's tag; null where it is none.</summary>
    public static MutationKind? Parse(string? tag) => tag?.Split(Arrow) is [var from, var to] ? new MutationKind(from, to) : null;

    public override string ToString() => From + Arrow + To;

    private static string NameOf(Move move) => move.Label.Split('(')[0];
}
