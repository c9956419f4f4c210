using Einspace.Sdk;
using Einspace.Sdk.Graphs;
using Einspace.Sdk.Plugins;

namespace Einspace.Grammar.Tests;

/// <summary>Grammars that several tests use.</summary>
internal static class Spaces
{
    public static readonly TensorShape Image = new(3, 28, 28);

    /// <summary>The options as the profile <c>reference</c> has them.</summary>
    public static readonly EinspaceOptions ReferenceOptions = OptionBinder.Bind<EinspaceOptions>(new([]), profile: "reference");

    public static Sdk.Grammars.Grammar Corrected(TensorShape input, int depthLimit = 30) =>
        EinspaceGrammar.Build(input, new EinspaceOptions { DepthLimit = depthLimit });

    public static Sdk.Grammars.Grammar Reference(TensorShape input, int depthLimit = 100) =>
        EinspaceGrammar.Build(input, ReferenceOptions with { DepthLimit = depthLimit });

    public static RandomStream Random(int index) => RandomStream.Derive(1, "test", (ulong)index);
}
