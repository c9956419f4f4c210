using Einspace.Sdk.Data;
using Einspace.Sdk.Graphs;

namespace Einspace.Sdk.Tests.Graphs;

internal sealed class NetworkHeadTests
{
    private static readonly TaskSpec Task = new("digits", new TensorShape(3, 28, 28), InputMode.Image, 20);

    [TestCase(new long[] { 5, 7, 9 }, "mean(2,3)", 5)]
    [TestCase(new long[] { 16, 32 }, "mean(2)", 16, Description = "tokens are kept, features averaged (Q16)")]
    public void TheHeadPoolsAndMapsToTheClasses(long[] output, string pool, long features)
    {
        TensorShape shape = new(output);
        ComputationGraph backbone = GraphBuilder.Build(shape, (block, x) => block.Apply("0", new Operator.Softmax(), x));
        ComputationGraph network = NetworkHead.Attach(backbone, Task);

        Assert.That(network.Entry.Nodes.Select(node => node.Operator.ToString()), Is.EqualTo(
            new[] { "softmax", pool, $"linear({features},20)" }));
        Assert.That(network.Output, Is.EqualTo(new TensorShape(20)));
        Assert.That(network.ExpandParameters().Select(p => p.Path), Is.EqualTo(new[] { "head/weight", "head/bias" }));
    }

    [Test]
    public void TokensArePooledWhereThatIsAskedFor()
    {
        ComputationGraph backbone = GraphBuilder.Build(new TensorShape(16, 32), (block, x) => block.Apply("0", new Operator.Softmax(), x));
        ComputationGraph network = NetworkHead.Attach(backbone, Task, new HeadOptions { TokenPooling = TokenPooling.Tokens });

        Assert.That(network.Entry.Nodes.Select(node => node.Operator.ToString()), Is.EqualTo(new[] { "softmax", "mean(1)", "linear(32,20)" }));
    }

    [Test]
    public void AVectorNeedsNoPooling()
    {
        ComputationGraph network = NetworkHead.Attach(GraphBuilder.Build(new TensorShape(12), (_, x) => x), Task);

        Assert.That(network.Entry.Nodes.Single().Operator, Is.EqualTo(new Operator.Linear(12, 20)));
    }

    [Test]
    public void BlocksAreKept()
    {
        ComputationGraph backbone = Examples.Nested(depth: 2);
        ComputationGraph network = NetworkHead.Attach(backbone, Task);

        Assert.That(network.Blocks[..^1], Is.EqualTo(backbone.Blocks[..^1]));
        Assert.That(network.Costs().Parameters, Is.EqualTo(backbone.Costs().Parameters + (4 * 20) + 20));
    }

    [TestCase(OutputKind.MultiLabel)]
    [TestCase(OutputKind.Regression)]
    public void EveryVectorIsAnsweredAlike(OutputKind output)
    {
        ComputationGraph backbone = GraphBuilder.Build(new TensorShape(5, 7, 9), (_, x) => x);
        TaskSpec task = new("numbers", new TensorShape(5, 7, 9), InputMode.Image, output, new TensorShape(4));

        Assert.That(NetworkHead.Attach(backbone, task).Entry.Nodes.Select(node => node.Operator.ToString()), Is.EqualTo(new[] { "mean(2,3)", "linear(5,4)" }));
    }

    [TestCase(OutputKind.DenseRegression)]
    [TestCase(OutputKind.DenseLabels)]
    public void APictureIsAnsweredByMeansOverWindows(OutputKind output)
    {
        TaskSpec task = new("pictures", new TensorShape(5, 7, 9), InputMode.Image, output, new TensorShape(14, 4));
        string[] Head(params long[] shape)
        {
            ComputationGraph network = NetworkHead.Attach(GraphBuilder.Build(new TensorShape(shape), (_, x) => x), task);
            Assert.That(network.Output, Is.EqualTo(task.Answer));
            return [.. network.Entry.Nodes.Select(node => node.Operator.ToString())];
        }

        Assert.That(Head(5, 7, 9), Is.EqualTo(new[] { "adaptive-mean(14,4)", "conv2d(5,1,1,1,0)", "reshape([14,4])" }));
        Assert.That(Head(16, 32), Is.EqualTo(new[] { "adaptive-mean(14,4)" }), "nothing is learned (SPEC section 9)");
        Assert.That(() => Head(12), Throws.TypeOf<GraphException>().With.Message.EqualTo("head at head: expected a backbone's output [C, H, W] or [S, D], found [12]."));
    }

    [Test]
    public void AnOutputOfFourAxesIsRefused() =>
        Assert.That(
            () => NetworkHead.Attach(GraphBuilder.Build(new TensorShape(2, 2, 2, 2), (_, x) => x), Task),
            Throws.TypeOf<GraphException>().With.Message.EqualTo(
                "head at head: expected a backbone's output [C, H, W], [S, D] or [D], found [2,2,2,2]."));
}
