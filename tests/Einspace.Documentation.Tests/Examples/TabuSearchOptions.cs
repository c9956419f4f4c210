using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Acme.Search;

/// <summary>The options, given by <c>--set strategy.tenure=30</c>.</summary>
internal sealed record TabuSearchOptions
{
    [Description("Mutants that are scored before the search goes to the best of them.")]
    [Range(1, 1_000_000)]
    public int Neighbours { get; init; } = 8;

    [Description("How many of the last proposals are tabu.")]
    [Range(0, 1_000_000)]
    public int Tenure { get; init; } = 50;
}
