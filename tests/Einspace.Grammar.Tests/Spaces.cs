using Einspace.Sdk;
using Einspace.Sdk.Graphs;

namespace Einspace.Grammar.Tests;

/// <summary>Grammars that several tests use.</summary>
internal static class Spaces
{
    public static readonly TensorShape Image = new(3, 28, 28);

    public static Sdk.Grammars.Grammar Corrected(TensorShape input, int depthLimit = 30) =>
        EinspaceGrammar.Build(input, new EinspaceOptions { DepthLimit = depthLimit }, EinspaceLaw.Corrected);

    public static Sdk.Grammars.Grammar Reference(TensorShape input, int depthLimit = 100) =>
        EinspaceGrammar.Build(input, new EinspaceOptions { DepthLimit = depthLimit }, EinspaceLaw.Reference);

    public static RandomStream Random(int index) => RandomStream.Derive(1, "test", (ulong)index);
}
