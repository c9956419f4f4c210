using Einspace.Grammar;
using Einspace.Sdk.Graphs;

namespace Einspace.Fidelity.Tests;

/// <summary>Recorded architectures, lowered by the grammar in the profile of the reference; no pass has changed them.</summary>
internal static class ReferenceNetworks
{
    public static ComputationGraph Backbone(string text, TensorShape input) =>
        Profiles.Reference(input, text).Lower(new EinspaceFactory().Notations[0].Read(text));

    public static ComputationGraph WithHead(string text, TensorShape input, int classes) =>
        NetworkHead.Attach(Backbone(text, input), Profiles.Task(input, classes));
}
