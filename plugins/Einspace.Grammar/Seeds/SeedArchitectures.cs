using Einspace.Sdk.Grammars;

namespace Einspace.Grammar.Seeds;

/// <summary>The reference's seed architectures by name: where a search may start (Ericsson et al. 2024, section 5).</summary>
internal static class SeedArchitectures
{
    private static readonly (string Name, Func<DerivationNode> Compose)[] All =
    [
        ("resnet18", ResNets.ResNet18),
        ("resnet18-no-maxpool", ResNets.ResNet18WithoutMaxPool),
        ("resnet34-no-maxpool", ResNets.ResNet34WithoutMaxPool),
        ("resnet10", ResNets.ResNet10),
        ("wideresnet16-4", ResNets.WideResNet16By4),
        ("transformer", Transformers.Transformer),
        ("mlp-mixer", MlpMixers.MlpMixer),
        ("transformer-layer", Transformers.Layer),
        ("transformer-layer-sdpa", Transformers.Attention),
        ("resnet-block", () => ResNets.Block(channels: 64, stride: 1)),
    ];

    public static IReadOnlyList<string> Names { get; } = [.. All.Select(seed => seed.Name)];

    /// <summary>The architecture of a name; null where there is none of it.</summary>
    public static Architecture? Find(string name) =>
        Array.Find(All, seed => seed.Name == name) is { Compose: { } compose } ? new Architecture(compose()) : null;
}
