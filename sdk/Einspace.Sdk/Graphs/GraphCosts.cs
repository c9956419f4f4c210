namespace Einspace.Sdk.Graphs;

/// <summary>What a graph costs, counted over every call; all counts saturate at 2^128 − 1.</summary>
/// <param name="Parameters">Trained numbers.</param>
/// <param name="MultiplyAdds">
/// Multiply-adds of one example's forward pass, of linear maps, convolutions and matrix products.
/// </param>
/// <param name="ActivationMemory">
/// Bytes, in single precision, of all values that one example's forward pass computes and training keeps for the backward pass;
/// views (permute, reshape, split) count nothing.
/// </param>
/// <param name="Operators">Operators that run, calls expanded.</param>
public readonly record struct GraphCosts(
    UInt128 Parameters, UInt128 MultiplyAdds, UInt128 ActivationMemory, UInt128 Operators);
