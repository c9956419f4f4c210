using System.Collections.Immutable;
using Einspace.Sdk.Graphs;

namespace Einspace.Fidelity.Tests.Vectors;

/// <summary>An architecture that the reference sampled (SPEC section 15).</summary>
/// <param name="Seed">The seed of its random numbers.</param>
/// <param name="Text">In the reference's notation.</param>
/// <param name="Input">[C, H, W], or [S, D] for the one-dimensional variant; [3, 28, 28] where the sample carries none.</param>
/// <param name="Output">The recorded shape without batch; what runs has another where <paramref name="Mismatches"/> is not zero.</param>
/// <param name="OutputMode"><c>im</c> or <c>col</c>.</param>
/// <param name="Parameters">Number of parameters of the backbone.</param>
/// <param name="Terminals">Number of terminals, each copy counted.</param>
/// <param name="Nonterminals">Number of modules, each copy counted.</param>
/// <param name="UniqueTerminals">The same, copies counted once; null where not recorded.</param>
/// <param name="UniqueNonterminals">The same for modules.</param>
/// <param name="Depth">The largest depth of a terminal; null where not recorded.</param>
/// <param name="Histogram">How often each symbol occurs, each copy counted; null where not recorded.</param>
/// <param name="DepthLimit">The depth limit; the paper's 100 where the sample carries none.</param>
/// <param name="Draws">All random choices, also discarded ones; null where not recorded.</param>
/// <param name="TreeDraws">Whole trees drawn until one kept to the budget of parameters; null where not recorded.</param>
/// <param name="Mismatches">Unique branches that are joined by a <c>cat</c> of another arity (Q2); null where not recorded.</param>
/// <param name="Forward">A forward pass of a batch of eight; null where none ran.</param>
/// <param name="ForwardError">Why that pass failed; null where it ran or was not tried.</param>
internal sealed record RecordedSample(
    long Seed,
    string Text,
    TensorShape Input,
    TensorShape Output,
    string? OutputMode,
    long Parameters,
    long Terminals,
    long Nonterminals,
    long? UniqueTerminals,
    long? UniqueNonterminals,
    int? Depth,
    ImmutableDictionary<string, long>? Histogram,
    int DepthLimit,
    long? Draws,
    long? TreeDraws,
    int? Mismatches,
    RecordedForward? Forward,
    string? ForwardError)
{
    /// <summary>Whether a pass was tried and found that the network cannot run, however much time and memory there is.</summary>
    public bool CannotRun => ForwardError is { } error
        && !error.StartsWith("timeout", StringComparison.Ordinal)
        && !error.Contains("memory", StringComparison.OrdinalIgnoreCase);

    public static RecordedSample Read(VectorValue value) => new(
        value["seed"].Whole(),
        value["s"].Architecture(),
        value.Find("input")?.Shape() ?? new TensorShape(3, 28, 28),
        value["output_shape"].ShapeAfterBatch(),
        value.Find("output_mode")?.Text(),
        value["params"].Whole(),
        value["terminals"].Whole(),
        value["nonterminals"].Whole(),
        value.Find("unique_terminals")?.Whole(),
        value.Find("unique_nonterminals")?.Whole(),
        (int?)value.Find("max_depth")?.Whole(),
        value.Find("hist")?.Counts(),
        (int?)value.Find("max_module_depth")?.Whole() ?? 100,
        value.Find("choice_draws")?.Whole(),
        value.Find("tree_draws")?.Whole(),
        (int?)value.Find("cat_arity_mismatch")?.Whole(),
        value.Find("forward_batch8") is { } forward ? RecordedForward.Read(forward) : null,
        value.Find("forward_batch8")?.Find("error")?.Text());
}
