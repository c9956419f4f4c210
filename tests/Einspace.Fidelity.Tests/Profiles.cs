using Einspace.Grammar;
using Einspace.Sdk.Data;
using Einspace.Sdk.Graphs;
using Einspace.Sdk.Plugins;

namespace Einspace.Fidelity.Tests;

/// <summary>The grammar with the options of the two profiles, and tasks for inputs that have no data.</summary>
internal static class Profiles
{
    public const int SeedClasses = 20;

    /// <summary>The depth limit is the reference's in both profiles: recorded trees are deeper than our default.</summary>
    public static Sdk.Grammars.Grammar Corrected(TensorShape input) =>
        new EinspaceFactory().Create(OptionBinder.Bind<EinspaceOptions>(OptionTree.Empty) with { DepthLimit = 100 }, Task(input));

    public static Sdk.Grammars.Grammar Reference(TensorShape input) =>
        new EinspaceFactory().Create(OptionBinder.Bind<EinspaceOptions>(OptionTree.Empty, profile: "reference"), Task(input));

    public static TaskSpec Task(TensorShape input, int classes = SeedClasses) =>
        new("recorded", input, input.Rank == 3 ? InputMode.Image : InputMode.Tokens, OutputKind.Classification, classes);
}
