using System.Collections.Immutable;

namespace Einspace.Sdk.Evaluation;

/// <summary>
/// Names of the metrics that every study has, whatever its evaluator: what a network costs by its graph, and how long its evaluation
/// took. The host adds those that a study has as objectives to the evaluator's metrics; they are better where they are smaller.
/// </summary>
public static class CostMetric
{
    /// <summary>Trained parameters of the network with its head.</summary>
    public const string Parameters = "parameters";

    /// <summary>Multiply-adds of one example's forward pass.</summary>
    public const string MultiplyAdds = "multiply-adds";

    /// <summary>Bytes of one example's activations.</summary>
    public const string ActivationMemory = "activation-memory";

    /// <summary>
    /// Seconds that the evaluation took, all its segments together: measured, so that it differs from run to run. A network that was
    /// evaluated before has the time that it took then.
    /// </summary>
    public const string Seconds = "seconds";

    /// <summary>All of them.</summary>
    public static ImmutableArray<string> Names { get; } = [Parameters, MultiplyAdds, ActivationMemory, Seconds];
}
