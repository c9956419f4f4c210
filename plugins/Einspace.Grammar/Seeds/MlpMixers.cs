using Einspace.Sdk.Grammars;
using static Einspace.Grammar.Seeds.Composition;

namespace Einspace.Grammar.Seeds;

/// <summary>The MLP-Mixer as the reference writes it (Tolstikhin et al. 2021): eight layers of width 512, one residual each.</summary>
internal static class MlpMixers
{
    private const int Width = 512;
    private const int Layers = 8;

    public static DerivationNode MlpMixer() =>
        Sequence(PatchEmbedding(kernel: 4, Width), Chain([.. Enumerable.Repeat(Layer(), Layers)]));

    private static DerivationNode Layer() =>
        Residual(Sequence(Compute(Norm), Sequence(AcrossTokens(), AcrossFeatures())));

    /// <summary>Four times as many tokens inside as there are: a width that only the input knows.</summary>
    private static DerivationNode AcrossTokens() => Sequence(
        Sequence(Route(Transposition, Compute(Terminal("linear-x4")), Identity), Compute(LeakyRelu)),
        Route(Identity, Compute(Terminal("linear-4th")), Transposition));

    private static DerivationNode AcrossFeatures() =>
        Sequence(Sequence(Compute(Linear(Width / 2)), Compute(LeakyRelu)), Compute(Linear(Width)));
}
