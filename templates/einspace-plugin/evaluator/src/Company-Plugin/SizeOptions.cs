using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Company_Plugin;

/// <summary>The options, given by <c>--set evaluator.target=20000</c>.</summary>
internal sealed record SizeOptions
{
    [Description("The number of parameters that scores 1.")]
    [Range(1L, 1_000_000_000_000L)]
    public long Target { get; init; } = 100_000;
}
