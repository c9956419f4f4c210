using System.Text;
using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Graphs;
using Einspace.Sdk.Plugins;

namespace Einspace.Sdk.Tests.Graphs;

internal sealed class GraphJsonTests
{
    [FsCheck.NUnit.Property(MaxTest = 100)]
    public bool AGraphCrossesProcessesUnchanged(ulong seed, byte length, ulong words)
    {
        ComputationGraph graph = RandomGraphs.Reworded(RandomGraphs.Steps(seed, length % 24), words);
        return RoundTrip(graph).Equals(graph);
    }

    [Test]
    public void EveryOperatorCrossesProcessesUnchanged()
    {
        TensorShape image = new(4, 8, 8);
        ComputationGraph graph = GraphBuilder.Build(image, (block, x) =>
        {
            GraphValue y = block.Apply("0", new Operator.Conv2d(4, 4, 3, 1, 1), x);
            y = block.Apply("1", new Operator.MaxPool2d(3, 1, 1), block.Apply("2", new Operator.BatchNorm(4), y));
            y = block.Apply("2a", new Operator.InstanceNorm(4), y);
            y = block.Apply("3", new Operator.Scale(1 / Math.Sqrt(3)), block.Apply("4", new Operator.LeakyRelu(0.01), y));
            GraphValue[] halves = [.. block.ApplyMany("5", new Operator.Split(1, 2), y)];
            y = block.Apply("6", new Operator.Concat(1), [.. halves.Reverse()]);
            y = block.Apply("6a", new Operator.Concat(1, RecordedSize: 4), y, y);
            y = block.Apply("7", new Operator.Multiply(), y, block.Apply("8", new Operator.Parameter(image)));
            y = block.Apply("9", new Operator.LayerNorm(36), block.Apply("10", new Operator.Unfold(3, 1, 1), y));
            y = block.Apply("11", new Operator.Linear(64, 9), block.Apply("12", new Operator.Permute([2, 1]), y));
            y = block.Apply("13", new Operator.MatMul(), y, block.Apply("14", new Operator.Reshape(new(9, 36)), y));
            y = block.Apply("14a", new Operator.Conv1d(36, 5, 4, 1, 2), y);
            return block.Apply("15", new Operator.Mean([1]), block.Apply("16", new Operator.Softmax(), y));
        });

        Assert.That(RoundTrip(graph), Is.EqualTo(graph));
    }

    [Test]
    public void OperatorsAreWrittenByNameAndArgumentsOnly()
    {
        ComputationGraph graph = GraphBuilder.Build(new TensorShape(3, 8, 8), (block, x) =>
            block.Apply("0", new Operator.Conv2d(3, 16, 3, 2, 1), x));

        Assert.That(Encoding.UTF8.GetString(EvaluationJson.Write(Request(graph))), Does.Contain(
            """
            "operator":{"op":"conv2d","inChannels":3,"outChannels":16,"kernel":3,"stride":2,"padding":1},"inputs":[0],"outputs":[[16,4,4]]
            """));
    }

    private static ComputationGraph RoundTrip(ComputationGraph graph) =>
        EvaluationJson.ReadRequest(EvaluationJson.Write(Request(graph))).Network;

    private static EvaluationRequest Request(ComputationGraph graph) => new()
    {
        Trial = 0,
        Attempt = 0,
        Purpose = Purpose.Search,
        Evaluator = "none",
        Options = OptionTree.Empty,
        Task = null,
        Architecture = "x",
        Network = graph,
        GraphHash = graph.Hash(),
        Seed = 1,
        Fidelity = new FidelityRange(0, 1, 1),
        Device = "cpu",
    };
}
