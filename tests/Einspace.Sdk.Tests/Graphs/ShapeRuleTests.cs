using System.Collections.Immutable;
using Einspace.Sdk.Graphs;

namespace Einspace.Sdk.Tests.Graphs;

internal sealed class ShapeRuleTests
{
    private static readonly TensorShape Image = new(3, 28, 20);
    private static readonly TensorShape Tokens = new(16, 32);

    private static IEnumerable<TestCaseData> Allowed =>
    [
        Case(new Operator.Linear(20, 7), [Image], [new(3, 28, 7)]),
        Case(new Operator.Linear(32, 7), [Tokens], [new(16, 7)]),
        Case(new Operator.Conv2d(3, 8, 3, 2, 1), [Image], [new(8, 14, 10)]),
        Case(new Operator.Conv2d(3, 8, 4, 4, 0), [Image], [new(8, 7, 5)]),
        Case(new Operator.Conv2d(3, 8, 5, 3, 0), [Image], [new(8, 8, 6)]),
        Case(new Operator.Conv1d(16, 8, 3, 1, 1), [Tokens], [new(8, 32)]),
        Case(new Operator.Conv1d(16, 8, 8, 3, 4), [Tokens], [new(8, 32)]),
        Case(new Operator.Conv1d(16, 8, 5, 0, 0), [Tokens], [new(8, 28)]),
        Case(new Operator.InstanceNorm(3), [Image], [Image]),
        Case(new Operator.Unfold(3, 2, 1), [Image], [new(140, 27)]),
        Case(new Operator.Unfold(16, 16, 0), [Image], [new(1, 768)]),
        Case(new Operator.Permute([2, 3, 1]), [Image], [new(28, 20, 3)]),
        Case(new Operator.Permute([3, 1, 2]), [Image], [new(20, 3, 28)]),
        Case(new Operator.Reshape(new(60, 28)), [Image], [new(60, 28)]),
        Case(new Operator.Split(2, 4), [Image], [new(3, 7, 20), new(3, 7, 20), new(3, 7, 20), new(3, 7, 20)]),
        Case(new Operator.Concat(1), [Image, new(5, 28, 20), Image], [new(11, 28, 20)]),
        Case(new Operator.Concat(1, RecordedSize: 7), [Image, Image], [new(7, 28, 20)]),
        Case(new Operator.Add(), [Tokens, Tokens, Tokens], [Tokens]),
        Case(new Operator.Add(), [Tokens, new(1, 32)], [Tokens]),
        Case(new Operator.Add(), [new(16, 1), new(1, 32)], [Tokens]),
        Case(new Operator.Multiply(), [new(1, 32), Tokens], [Tokens]),
        Case(new Operator.Scale(0.5), [Tokens], [Tokens]),
        Case(new Operator.MatMul(), [new(5, 7), new(7, 2)], [new(5, 2)]),
        Case(new Operator.MatMul(), [new(4, 5, 7), new(1, 7, 2)], [new(4, 5, 2)]),
        Case(new Operator.Softmax(), [Image], [Image]),
        Case(new Operator.LeakyRelu(0.01), [Image], [Image]),
        Case(new Operator.MaxPool2d(3, 2, 1), [Image], [new(3, 14, 10)]),
        Case(new Operator.BatchNorm(3), [Image], [Image]),
        Case(new Operator.LayerNorm(32), [Tokens], [Tokens]),
        Case(new Operator.Parameter(Tokens), [], [Tokens]),
        Case(new Operator.Mean([2, 3]), [Image], [new(3)]),
        Case(new Operator.Mean([2]), [Tokens], [new(16)]),
        Case(new Operator.AdaptiveMean(14, 40), [Image], [new(3, 14, 40)]),
        Case(new Operator.AdaptiveMean(5, 7), [Tokens], [new(5, 7)]),
    ];

    private static IEnumerable<TestCaseData> Refused =>
    [
        Error(new Operator.Linear(16, 7), [Tokens], "a last axis of size 16"),
        Error(new Operator.Linear(32, 0), [Tokens], "at least 1 feature out"),
        Error(new Operator.Linear(32, 7), [Tokens, Tokens], "1 input(s)"),
        Error(new Operator.Conv2d(4, 8, 3, 2, 1), [Image], "4 channels"),
        Error(new Operator.Conv2d(3, 8, 3, 0, 1), [Image], "a kernel and a stride of at least 1"),
        Error(new Operator.Conv2d(3, 8, 24, 1, 0), [Image], "height and width of at least 24"),
        Error(new Operator.Conv1d(32, 8, 3, 1, 1), [Tokens], "[C = 32, L]"),
        Error(new Operator.Conv1d(16, 8, 0, 1, 1), [Tokens], "a kernel of at least 1"),
        Error(new Operator.Conv1d(16, 0, 3, 1, 1), [Tokens], "at least 1 channel out"),
        Error(new Operator.Conv1d(16, 8, 36, 1, 2), [Tokens], "a length of at least 36"),
        Error(new Operator.Conv1d(16, 8, 3, long.MaxValue, 1), [Tokens], "sizes below 2^63"),
        Error(new Operator.InstanceNorm(4), [Image], "[C = 4, H, W]"),
        Error(new Operator.Unfold(3, 1, 1), [Tokens], "[C, H, W]"),
        Error(new Operator.Unfold(3, 1, long.MaxValue / 2), [Image], "sizes below 2^63"),
        Error(new Operator.Permute([2, 1]), [Image], "2 axes"),
        Error(new Operator.Permute([1, 1, 2]), [Image], "a permutation"),
        Error(new Operator.Reshape(new(60, 27)), [Image], "1620 elements"),
        Error(new Operator.Split(2, 8), [Image], "a size of axis 2 that 8 divides"),
        Error(new Operator.Split(4, 2), [Image], "an axis 4"),
        Error(new Operator.Concat(1), [Image, new(3, 28, 19)], "inputs that differ in axis 1 only"),
        Error(new Operator.Concat(1), [Image, Tokens], "inputs that differ in axis 1 only"),
        Error(new Operator.Concat(1), [new(long.MaxValue), new(1)], "sizes below 2^63"),
        Error(new Operator.Concat(1, RecordedSize: 0), [Image, Image], "a recorded size of at least 1"),
        Error(new Operator.Add(), [Tokens, new(16, 2)], "equal sizes, or 1"),
        Error(new Operator.Add(), [Tokens, Image], "inputs of one rank"),
        Error(new Operator.Add(), [], "at least 1 input(s)"),
        Error(new Operator.Multiply(), [Tokens], "2 input(s)"),
        Error(new Operator.Scale(double.NaN), [Tokens], "a finite factor"),
        Error(new Operator.MatMul(), [new(5, 7), new(8, 2)], "as many columns in the first as rows in the second"),
        Error(new Operator.MatMul(), [new(4, 5, 7), new(3, 7, 2)], "equal sizes, or 1"),
        Error(new Operator.MatMul(), [new(5), new(5)], "at least 2"),
        Error(new Operator.MaxPool2d(2, 2, 2), [Image], "a padding of at most half the kernel"),
        Error(new Operator.BatchNorm(28), [Image], "[C = 28, H, W]"),
        Error(new Operator.BatchNorm(16), [Tokens], "[C = 16, H, W]"),
        Error(new Operator.LayerNorm(16), [Tokens], "a last axis of size 16"),
        Error(new Operator.Parameter(Tokens), [Tokens], "0 input(s)"),
        Error(new Operator.Mean([3, 2]), [Image], "ascending"),
        Error(new Operator.Mean([3]), [Tokens], "the axes 3"),
        Error(new Operator.AdaptiveMean(5, 7), [new(12)], "[C, H, W] or [H, W]"),
        Error(new Operator.AdaptiveMean(0, 7), [Image], "a height and a width of at least 1"),
    ];

    [TestCaseSource(nameof(Allowed))]
    public void AnOperatorGivesTheShapesOfItsRule(Operator op, TensorShape[] inputs, TensorShape[] outputs)
    {
        Inference inference = op.Check(inputs);

        Assert.That(inference.Expected, Is.Null);
        Assert.That(inference.Outputs, Is.EqualTo(outputs));
    }

    [TestCaseSource(nameof(Refused))]
    public void AnOperatorSaysWhatItExpected(Operator op, TensorShape[] inputs, string expected)
    {
        GraphException error = Assert.Throws<GraphException>(() => GraphBuilder.Build(new TensorShape(1), (block, x) =>
        {
            GraphValue[] values = [.. inputs.Select((shape, i) => block.Apply($"p{i}", new Operator.Parameter(shape)))];
            return block.ApplyMany("0.1", op, values)[0];
        }));

        Assert.That(error.Message, Does.StartWith($"{op} at 0.1: expected ").And.Contain(expected));
        Assert.That(error.Path, Is.EqualTo("0.1"));
        Assert.That(error.Found, Is.EqualTo(inputs));
    }

    [Test]
    public void OperatorsThatChangeNothingAddNoNode()
    {
        ComputationGraph graph = GraphBuilder.Build(Image, (block, x) =>
        {
            x = block.Apply("0", new Operator.Permute([1, 2, 3]), x);
            x = block.Apply("1", new Operator.Reshape(Image), x);
            x = block.Apply("2", new Operator.Add(), x);
            x = block.Apply("3", new Operator.Concat(2), x);
            x = block.Apply("4", new Operator.Split(1, 1), x);
            x = block.Apply("5", new Operator.Scale(1), x);
            x = block.Apply("6", new Operator.MaxPool2d(1, 1, 0), x);
            int same = block.Define([Image], (_, inputs) => inputs);
            return block.Call("7", same, x)[0];
        });

        Assert.That(graph.Entry.Nodes, Is.Empty);
        Assert.That(graph.Output, Is.EqualTo(Image));
    }

    [Test]
    public void ABlockThatSwapsItsInputsIsACrossingOfWiresOnly()
    {
        ComputationGraph graph = GraphBuilder.Build(Tokens, (block, x) =>
        {
            ImmutableArray<GraphValue> halves = block.ApplyMany("0", new Operator.Split(1, 2), x);
            int swap = block.Define([halves[0].Shape, halves[1].Shape], (_, inputs) => [inputs[1], inputs[0]]);
            ImmutableArray<GraphValue> swapped = block.Call("1", swap, halves[0], halves[1]);
            return block.Apply("2", new Operator.Concat(1), swapped[0], swapped[1]);
        });

        Assert.That(graph.Entry.Nodes, Has.Length.EqualTo(2));
        Assert.That(graph.Entry.Nodes[1].Inputs, Is.EqualTo(new[] { 2, 1 }));
    }

    [Test]
    public void ACallChecksTheCalleesInputs()
    {
        GraphException error = Assert.Throws<GraphException>(() => GraphBuilder.Build(Tokens, (block, x) =>
        {
            int callee = block.Define([Image], (inner, inputs) => [inner.Apply("0", new Operator.Softmax(), inputs[0])]);
            return block.Call("0.1[2]", callee, x)[0];
        }));

        Assert.That(error.Message, Is.EqualTo("call(0) at 0.1[2]: expected the callee's inputs, [3,28,20], found [16,32]."));
    }

    [TestCase("", "a path that is not empty")]
    [TestCase("0/1", "has no '/'")]
    public void PathsMustBeUsable(string path, string expected) =>
        Assert.That(
            () => GraphBuilder.Build(Tokens, (block, x) => block.Apply(path, new Operator.Softmax(), x)),
            Throws.TypeOf<GraphException>().With.Message.Contains(expected));

    [Test]
    public void TwoOwnersOfParametersCannotShareAPath() =>
        Assert.That(
            () => GraphBuilder.Build(Tokens, (block, x) =>
                block.Apply("0", new Operator.Linear(32, 32), block.Apply("0", new Operator.Linear(32, 32), x))),
            Throws.TypeOf<GraphException>().With.Message.Contains("a path that no other node of the block has"));

    [Test]
    public void AValueOfAnotherBlockIsRefused() =>
        Assert.That(
            () => GraphBuilder.Build(Tokens, (block, x) =>
            {
                block.Define([Image], (inner, _) => [inner.Apply("0", new Operator.Softmax(), x)]);
                return x;
            }),
            Throws.TypeOf<GraphException>().With.Message.Contains("values of this block"));

    private static TestCaseData Case(Operator op, TensorShape[] inputs, TensorShape[] outputs) =>
        new TestCaseData(op, inputs, outputs).SetArgDisplayNames(op.ToString(), string.Join(' ', inputs));

    private static TestCaseData Error(Operator op, TensorShape[] inputs, string expected) =>
        new TestCaseData(op, inputs, expected).SetArgDisplayNames(op.ToString(), string.Join(' ', inputs));
}
