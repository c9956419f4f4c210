using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Company_Plugin;

/// <summary>The options, given by <c>--set grammar.depth-limit=8</c>.</summary>
internal sealed record LayersOptions
{
    [Description("Deepest level of the derivation on which modules are still made of modules.")]
    [Range(1, 100)]
    public int DepthLimit { get; init; } = 6;
}
