using Einspace.Sdk.Grammars;
using static Einspace.Grammar.Seeds.Composition;

namespace Einspace.Grammar.Seeds;

/// <summary>
/// The transformer as the reference writes it (Vaswani et al. 2017, on patches): four layers of width 512, four heads of width 64, the
/// normalisations and the second feed-forward map bare where modules are expected (Q1).
/// </summary>
internal static class Transformers
{
    private const int Width = 512;
    private const int HeadWidth = 64;
    private const int Heads = 4;
    private const int Layers = 4;

    public static DerivationNode Transformer() =>
        Sequence(PatchEmbedding(kernel: 4, Width), Chain([.. Enumerable.Repeat(Layer(), Layers)]));

    public static DerivationNode Layer() => Sequence(
        Sequence(Residual(Sequence(MultiHeadAttention(), Compute(Linear(Width)))), Norm),
        Sequence(Residual(FeedForward()), Norm));

    /// <summary>softmax(Q·Kᵀ / √d)·V, with linear maps for queries, keys and values.</summary>
    public static DerivationNode Attention()
    {
        DerivationNode map = Compute(Linear(HeadWidth));
        DerivationNode scores = Fork(map, Route(Identity, map, Transposition), Terminal("scaled-dot-product"));
        return Fork(Sequence(scores, Compute(Softmax)), map, Terminal("dot-product"));
    }

    private static DerivationNode MultiHeadAttention() => Copies(Heads, Attention(), Terminal("cat", 2, Heads));

    private static DerivationNode FeedForward() => Sequence(Sequence(Compute(Linear(Width)), Compute(LeakyRelu)), Linear(Width));
}
