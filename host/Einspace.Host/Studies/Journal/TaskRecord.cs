using System.Collections.Immutable;
using Einspace.Sdk.Data;
using Einspace.Sdk.Graphs;

namespace Einspace.Host.Studies.Journal;

/// <summary>A task as the journal keeps it, so that a study can be looked at without its data.</summary>
/// <param name="Name">The task's name.</param>
/// <param name="Input">Sizes of one example's axes.</param>
/// <param name="Mode">What the axes mean.</param>
/// <param name="Output">What is answered.</param>
/// <param name="Answer">Sizes of one answer's axes.</param>
/// <param name="Metric">How well a network does is told by this.</param>
/// <param name="Origin">What reports must say of the data; null where there is nothing to say.</param>
internal sealed record TaskRecord(
    string Name, ImmutableArray<long> Input, InputMode Mode, OutputKind Output, ImmutableArray<long> Answer, TaskMetric Metric, string? Origin = null)
{
    public static TaskRecord Of(PreparedTask task) =>
        new(task.Spec.Name, task.Spec.Input.Sizes, task.Spec.Mode, task.Spec.Output, task.Spec.Answer.Sizes, task.Spec.Metric, task.Origin);

    public TaskSpec ToSpec() => new(Name, new TensorShape(Input.AsSpan()), Mode, Output, new TensorShape(Answer.AsSpan())) { Metric = Metric };
}
