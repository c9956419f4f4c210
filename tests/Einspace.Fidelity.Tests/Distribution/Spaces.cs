using Einspace.Grammar;
using Einspace.Sdk.Grammars.Engine;
using Einspace.Sdk.Graphs;
using Einspace.Sdk.Plugins;

namespace Einspace.Fidelity.Tests.Distribution;

/// <summary>The grammar plugin's two profiles, and the same inputs in the words of the written rules.</summary>
internal static class Spaces
{
    public static DeclaredGrammar<EinspaceState> Build(TensorShape input, bool isReference, int depthLimit) =>
        Build(input, Options(isReference, depthLimit));

    public static DeclaredGrammar<EinspaceState> Build(TensorShape input, EinspaceOptions options) =>
        (DeclaredGrammar<EinspaceState>)EinspaceGrammar.Build(input, options);

    public static EinspaceOptions Options(bool isReference, int depthLimit) =>
        OptionBinder.Bind<EinspaceOptions>(OptionTree.Empty, profile: isReference ? "reference" : null) with { DepthLimit = depthLimit };

    public static Flow FlowOf(TensorShape input) => new(input[1], input[2], input.Rank == 3 ? input[3] : 0);
}
