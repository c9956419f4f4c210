using Einspace.Sdk.Graphs;

namespace Einspace.Sdk.Testing;

/// <summary>
/// Runs a graph on some batch of its input, with whatever parameters, so that suites can compare the shapes that were predicted with
/// those that come about. Evaluator plugins have one: the network that they train.
/// </summary>
/// <param name="graph">A graph without a head, of modest size.</param>
/// <returns>The shape of what came out, without the batch axis.</returns>
public delegate TensorShape GraphExecutor(ComputationGraph graph);
