using System.Collections.Immutable;

namespace Einspace.Fidelity.Tests.Vectors;

/// <summary>One forward and backward pass of a recorded network, in float64.</summary>
/// <param name="Logits">By example and class.</param>
/// <param name="Loss">The mean cross-entropy.</param>
/// <param name="GradientNorm">L2 norm of all gradients.</param>
/// <param name="GradientNorms">L2 norm of each tensor's gradient, by k.</param>
/// <param name="FirstGradients">First element of each tensor's gradient, by k.</param>
/// <param name="RunningMeans">L2 norm of each BatchNorm's running mean after the pass, in execution order; empty in inference.</param>
/// <param name="RunningVariances">Sum of each BatchNorm's running variance after the pass.</param>
internal sealed record RecordedPass(
    ImmutableArray<ImmutableArray<double>> Logits,
    double Loss,
    double GradientNorm,
    ImmutableArray<double> GradientNorms,
    ImmutableArray<double> FirstGradients,
    ImmutableArray<double> RunningMeans,
    ImmutableArray<double> RunningVariances)
{
    public static RecordedPass Read(VectorValue value) => new(
        [.. value["logits"].Items().Select(row => row.Numbers())],
        value["loss"].Number(),
        value["grad_norm"].Number(),
        value["grad_norm_per_tensor"].Numbers(),
        value["grad_first_element_per_tensor"].Numbers(),
        value.Find("batchnorm_running_mean_l2")?.Numbers() ?? [],
        value.Find("batchnorm_running_var_sum")?.Numbers() ?? []);
}
