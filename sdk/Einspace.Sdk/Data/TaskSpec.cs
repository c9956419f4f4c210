using Einspace.Sdk.Graphs;

namespace Einspace.Sdk.Data;

/// <summary>What a task asks of a network: enough to sample architectures for it, attach a head and name the metrics.</summary>
/// <param name="Name">The task's name, for example <c>addnist</c>.</param>
/// <param name="Input">Shape of one example, without the batch axis: [C, H, W] or [S, D].</param>
/// <param name="Mode">What the input's axes mean.</param>
/// <param name="Output">What is answered.</param>
/// <param name="Classes">The number of classes, at least 2.</param>
public sealed record TaskSpec(string Name, TensorShape Input, InputMode Mode, OutputKind Output, int Classes);
