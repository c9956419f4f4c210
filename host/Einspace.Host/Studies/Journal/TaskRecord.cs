using System.Collections.Immutable;
using Einspace.Sdk.Data;
using Einspace.Sdk.Graphs;

namespace Einspace.Host.Studies.Journal;

/// <summary>A task as the journal keeps it, so that a study can be looked at without its data.</summary>
/// <param name="Name">The task's name.</param>
/// <param name="Input">Sizes of one example's axes.</param>
/// <param name="Mode">What the axes mean.</param>
/// <param name="Output">What is answered.</param>
/// <param name="Classes">The number of classes.</param>
internal sealed record TaskRecord(string Name, ImmutableArray<long> Input, InputMode Mode, OutputKind Output, int Classes)
{
    public static TaskRecord Of(TaskSpec task) => new(task.Name, task.Input.Sizes, task.Mode, task.Output, task.Classes);

    public TaskSpec ToSpec() => new(Name, new TensorShape(Input.AsSpan()), Mode, Output, Classes);
}
