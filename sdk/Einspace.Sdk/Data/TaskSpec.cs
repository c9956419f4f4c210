using System.Text.Json.Serialization;
using Einspace.Sdk.Graphs;

namespace Einspace.Sdk.Data;

/// <summary>What a task asks of a network: enough to sample architectures for it, attach a head and name the metrics.</summary>
/// <param name="Name">The task's name, for example <c>addnist</c>.</param>
/// <param name="Input">Shape of one example, without the batch axis: [C, H, W] or [S, D].</param>
/// <param name="Mode">What the input's axes mean.</param>
/// <param name="Output">What is answered.</param>
/// <param name="Answer">
/// Shape of what is answered for one example: [classes] and at least 2 of them, [labels], [values], and of dense outputs [H, W].
/// </param>
[method: JsonConstructor]
public sealed record TaskSpec(string Name, TensorShape Input, InputMode Mode, OutputKind Output, TensorShape Answer)
{
    /// <summary>Describes a classification.</summary>
    /// <param name="name">The task's name.</param>
    /// <param name="input">Shape of one example, without the batch axis.</param>
    /// <param name="mode">What the input's axes mean.</param>
    /// <param name="classes">The number of classes, at least 2.</param>
    public TaskSpec(string name, TensorShape input, InputMode mode, int classes)
        : this(name, input, mode, OutputKind.Classification, new TensorShape(classes))
    {
    }

    /// <summary>How well a network does is told by this; one of <see cref="TaskMetrics.Of"/>, by default the first.</summary>
    public TaskMetric Metric { get; init; } = TaskMetrics.Of(Output)[0];

    /// <summary>The number of classes of a classification, or of labels of a multi-label task.</summary>
    /// <exception cref="InvalidOperationException">The task is of another kind.</exception>
    [JsonIgnore]
    public int Classes => Output is OutputKind.Classification or OutputKind.MultiLabel
        ? (int)Answer[1]
        : throw new InvalidOperationException($"The task '{Name}' has no classes: its answers are of the kind {Output}.");
}
