using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Einspace.Sdk.Evaluation;

/// <summary>How an evaluation ended.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "outcome")]
[JsonDerivedType(typeof(Completed), "completed")]
[JsonDerivedType(typeof(Failed), "failed")]
public abstract record EvaluationResult
{
    private EvaluationResult()
    {
    }

    /// <summary>The network was scored.</summary>
    /// <param name="Fidelity">The fidelity reached; less than asked for where a report was answered with Stop.</param>
    /// <param name="Metrics">Named, finite metrics, for example <c>validation-accuracy</c> as a share of 1.</param>
    public sealed record Completed(int Fidelity, ImmutableSortedDictionary<string, double> Metrics) : EvaluationResult;

    /// <summary>The network could not be scored. A failed trial has no score; NaN is a failure, never a score.</summary>
    /// <param name="Kind">The kind of failure.</param>
    /// <param name="Reason">One sentence for a person.</param>
    public sealed record Failed(FailureKind Kind, string Reason) : EvaluationResult;
}
