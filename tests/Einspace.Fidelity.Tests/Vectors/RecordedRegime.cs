using System.Collections.Immutable;
using Einspace.Sdk.Graphs;

namespace Einspace.Fidelity.Tests.Vectors;

/// <summary>What was counted in many samples of one setting (SPEC section 15). Tables go by level, then symbol, in the reference's names.</summary>
/// <param name="Name">The regime's name.</param>
/// <param name="Samples">How many samples were asked for; a few failed (Q5) and are in no table.</param>
/// <param name="Input">The input's shape.</param>
/// <param name="DepthLimit">The depth limit.</param>
/// <param name="SamplesContaining">In how many samples each decision occurs at all.</param>
/// <param name="FirstDecisions">How many samples took which decision first at a level, in pre-order of the final tree.</param>
/// <param name="Draws">Every random draw, by the options that were left; empty where not recorded.</param>
/// <param name="OptionSets">How many sets of options there were; more than <paramref name="Draws"/> has where that list was cut short.</param>
internal sealed record RecordedRegime(
    string Name,
    long Samples,
    TensorShape Input,
    int DepthLimit,
    ImmutableDictionary<string, ImmutableDictionary<string, long>> SamplesContaining,
    ImmutableDictionary<string, ImmutableDictionary<string, long>> FirstDecisions,
    ImmutableArray<RecordedDraws> Draws,
    long OptionSets)
{
    /// <summary>Whether sets of options were drawn from that <see cref="Draws"/> does not list.</summary>
    public bool IsCutShort => Draws.Length < OptionSets;

    public static RecordedRegime Read(string name, VectorValue value)
    {
        ImmutableArray<RecordedDraws> draws = [.. value.Find("raw_draws_by_option_set")?.Items().Select(RecordedDraws.Read) ?? []];
        _ = value["first_visited_decision_per_sample"]["network"];
        return new RecordedRegime(
            name,
            value["n_samples"].Whole(),
            value["input_shape"].ShapeAfterBatch(),
            (int)value["max_module_depth"].Whole(),
            value["samples_containing"].Tables(),
            value["first_visited_decision_per_sample"].Tables(),
            draws,
            value.Find("distinct_option_sets")?.Whole() ?? draws.Length);
    }
}
