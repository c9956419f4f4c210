using Einspace.Sdk.Grammars;
using static Einspace.Grammar.Seeds.Composition;

namespace Einspace.Grammar.Seeds;

/// <summary>
/// Residual networks as the reference writes them: basic blocks (He et al. 2016) and wide ones (Zagoruyko and Komodakis 2016), with
/// leaky rectifiers (Q23), and stems whose normalisation, rectifier and pooling stand bare where modules are expected (Q1).
/// </summary>
internal static class ResNets
{
    private static readonly DerivationNode MaxPool = Terminal("max-pool", 3, 2, 1);

    public static DerivationNode ResNet10() => Chain(
        Sequence(Stem(Convolution(3, 1, 1, 64)), MaxPool),
        Chain(Stage(64, blocks: 2, stride: 1), Stage(128, blocks: 2, stride: 2)));

    public static DerivationNode ResNet18() => OfFourStages(Sequence(Stem(Convolution(3, 1, 1, 64)), MaxPool), 2, 2, 2, 2);

    public static DerivationNode ResNet18WithoutMaxPool() =>
        OfFourStages(Sequence(Stem(Convolution(3, 1, 1, 64)), Convolution(3, 2, 1, 64)), 2, 2, 2, 2);

    public static DerivationNode ResNet34WithoutMaxPool() =>
        OfFourStages(Sequence(Stem(Convolution(7, 2, 3, 64)), Convolution(3, 2, 1, 64)), 3, 4, 6, 3);

    /// <summary>Depth 16, width 4: three stages of two blocks.</summary>
    public static DerivationNode WideResNet16By4() => Sequence(
        Stem(Convolution(3, 1, 1, 16)),
        Chain(
            WideBlock(64, stride: 1, Convolution(1, 1, 0, 64)),
            WideBlock(64, stride: 1, Compute(Identity)),
            WideBlock(128, stride: 2, Convolution(1, 2, 0, 128)),
            WideBlock(128, stride: 1, Compute(Identity)),
            WideBlock(256, stride: 2, Convolution(1, 2, 0, 256)),
            WideBlock(256, stride: 1, Compute(Identity))));

    /// <summary>Two convolutions around a shortcut; where the stride is 2 the shortcut is a convolution of patches of one pixel.</summary>
    public static DerivationNode Block(int channels, int stride)
    {
        DerivationNode inner = Sequence(
            Sequence(Normalised(Convolution(3, stride, 1, channels)), Compute(LeakyRelu)),
            Normalised(Convolution(3, 1, 1, channels)));
        DerivationNode shortcut = stride == 1 ? Compute(Identity) : Normalised(Convolution(1, stride, 0, channels));
        return Sequence(Residual(inner, shortcut), Compute(LeakyRelu));
    }

    private static DerivationNode OfFourStages(DerivationNode stem, params ReadOnlySpan<int> blocks) => Chain(
        stem,
        Chain(Stage(64, blocks[0], stride: 1), Stage(128, blocks[1], stride: 2)),
        Chain(Stage(256, blocks[2], stride: 2), Stage(512, blocks[3], stride: 2)));

    /// <summary>Blocks of equal width, of which the first takes the stride.</summary>
    private static DerivationNode Stage(int channels, int blocks, int stride) =>
        Chain([Block(channels, stride), .. Enumerable.Repeat(Block(channels, stride: 1), blocks - 1)]);

    private static DerivationNode WideBlock(int channels, int stride, DerivationNode shortcut)
    {
        DerivationNode normalisedAndRectified = Sequence(Compute(Norm), Compute(LeakyRelu));
        DerivationNode inner = Sequence(
            Sequence(Convolution(3, stride, 1, channels), normalisedAndRectified), Convolution(3, 1, 1, channels));
        return Sequence(Residual(inner, shortcut), normalisedAndRectified);
    }

    private static DerivationNode Stem(DerivationNode convolution) => Sequence(Sequence(convolution, Norm), LeakyRelu);

    private static DerivationNode Normalised(DerivationNode module) => Sequence(module, Compute(Norm));
}
