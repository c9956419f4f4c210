using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Einspace.Grammar;

/// <summary>Options of the grammar <c>einspace</c>.</summary>
public sealed record EinspaceOptions
{
    /// <summary>Depth from which a module can only be a computation.</summary>
    [Description("Depth (the root's is 0) from which a module can only be a computation. The reference uses 100; of its samples 3 in 1,000 are deeper than 30. Failed attempts grow to the limit: at [3,28,28] a sample takes 330 draws in the mean at 30, 6,300 at 100, 230,000 at 200.")]
    [Range(0, 200)]
    public int DepthLimit { get; init; } = 30;

    /// <summary>Depth down to which a module cannot be a computation.</summary>
    [Description("Modules less deep than this are no computations (the root never is); where it exceeds the depth limit, the limit holds. Architectures grow with it exponentially: some 700 unique nodes at 10.")]
    [Range(0, 20)]
    public int MinimumDepth { get; init; }

    /// <summary>Probability of a computation among the modules.</summary>
    [Description("Probability with which a module is a computation, whatever else it could be; more makes smaller architectures (paper: 0.32).")]
    [Range(0.01, 0.99)]
    public double ComputationProbability { get; init; } = 0.32;
}
