using Einspace.Sdk.Graphs;

namespace Einspace.Sdk.Tests.Graphs;

/// <summary>The shapes with which a graph runs whose concatenations say another size than they have (Q2).</summary>
internal sealed class ExecutedShapeTests
{
    private static readonly TensorShape Tokens = new(6, 4);

    [Test]
    public void A_graph_that_says_the_truth_runs_as_it_says() => Assert.That(
        Build((block, x) => block.Apply("0", new Operator.Linear(8, 5), block.Apply("1", new Operator.Concat(2), x, x))).ExecutedOutput(),
        Is.EqualTo(new TensorShape(6, 5)));

    [Test]
    public void What_needs_no_size_follows_what_is_there()
    {
        ComputationGraph graph = Build((block, x) =>
            block.Apply("0", new Operator.Softmax(), block.Apply("1", new Operator.Permute([2, 1]), block.Apply("2", new Operator.Concat(2, 16), x, x))));
        Assert.That((graph.Output, graph.ExecutedOutput()), Is.EqualTo((new TensorShape(16, 6), (TensorShape?)new TensorShape(8, 6))));
    }

    [Test]
    public void What_was_made_for_the_recorded_size_cannot_run()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(After(new Operator.Linear(16, 3)), Is.Null);
            Assert.That(After(new Operator.LayerNorm(16)), Is.Null);
            Assert.That(After(new Operator.Split(2, 4)), Is.Null, "parts of the recorded size");
            Assert.That(After(new Operator.Split(1, 2)), Is.EqualTo(new TensorShape(3, 8)));
            Assert.That(After(new Operator.Mean([2])), Is.EqualTo(new TensorShape(6)));
            Assert.That(After(new Operator.Reshape(new(48, 2))), Is.EqualTo(new TensorShape(24, 2)), "the first axis takes what comes");
            Assert.That(After(new Operator.Reshape(new(2, 48))), Is.EqualTo(new TensorShape(1, 48)));
            Assert.That(After(new Operator.Reshape(new(1, 96))), Is.Null);
        }
    }

    [Test]
    public void A_sum_with_a_learned_tensor_of_the_recorded_shape_needs_that_shape()
    {
        ComputationGraph graph = Build((block, x) =>
        {
            GraphValue joined = block.Apply("0", new Operator.Concat(2, 16), x, x);
            return block.Apply("1", new Operator.Add(), joined, block.Apply("2", new Operator.Parameter(joined.Shape)));
        });
        Assert.That(graph.ExecutedOutput(), Is.Null);
    }

    [Test]
    public void Blocks_follow_the_shapes_of_each_call()
    {
        ComputationGraph graph = GraphBuilder.Build(Tokens, (block, x) =>
        {
            int part = block.Define([Tokens], (inner, values) => [inner.Apply("0", new Operator.Concat(1, 6), values[0], values[0])]);
            GraphValue once = block.Call("0", part, x)[0];
            return block.Call("1", part, once)[0];
        });
        Assert.That((graph.Output, graph.ExecutedOutput()), Is.EqualTo((Tokens, (TensorShape?)new TensorShape(24, 4))));
    }

    private static ComputationGraph Build(Func<GraphBlockBuilder, GraphValue, GraphValue> body) => GraphBuilder.Build(Tokens, body);

    /// <summary>Applied to [6, 8], of which 16 is said.</summary>
    private static TensorShape? After(Operator op) =>
        Build((block, x) => block.ApplyMany("0", op, block.Apply("1", new Operator.Concat(2, 16), x, x))[0]).ExecutedOutput();
}
