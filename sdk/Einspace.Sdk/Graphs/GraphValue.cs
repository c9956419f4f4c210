namespace Einspace.Sdk.Graphs;

/// <summary>A value of a block under construction.</summary>
/// <param name="Number">Its number in the block: inputs first, then the nodes' outputs in order.</param>
/// <param name="Shape">Its shape, without the batch axis.</param>
public readonly record struct GraphValue(int Number, TensorShape Shape);
