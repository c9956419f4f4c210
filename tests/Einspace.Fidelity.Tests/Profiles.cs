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
    /// <param name="input">The input's shape.</param>
    /// <param name="text">The architecture that is asked for: one with a one-dimensional convolution is of that variant.</param>
    public static Sdk.Grammars.Grammar Corrected(TensorShape input, string text = "") => Create(null, input, text);

    /// <inheritdoc cref="Corrected"/>
    public static Sdk.Grammars.Grammar Reference(TensorShape input, string text = "") => Create("reference", input, text);

    public static TaskSpec Task(TensorShape input, int classes = SeedClasses) =>
        new("recorded", input, input.Rank == 3 ? InputMode.Image : InputMode.Tokens, classes);

    private static Sdk.Grammars.Grammar Create(string? profile, TensorShape input, string text) => new EinspaceFactory().Create(
        OptionBinder.Bind<EinspaceOptions>(OptionTree.Empty, profile: profile) with
        {
            DepthLimit = 100,
            Dimensions = text.Contains("conv1d", StringComparison.Ordinal) ? 1 : 2,
        },
        Task(input));
}
