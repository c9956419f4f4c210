using System.Collections.Immutable;
using Einspace.Sdk.Graphs;
using FsCheck;
using FsCheck.Fluent;

namespace Einspace.Sdk.Tests.Graphs;

internal sealed class GraphHashTests
{
    private static readonly TensorShape Shape = new(8, 8);

    [FsCheck.NUnit.Property(MaxTest = 300)]
    public Property OtherWordsForTheSameFunctionHashTheSame(ulong seed, byte length, ulong words)
    {
        ImmutableArray<RandomGraphs.Step> steps = RandomGraphs.Steps(seed, length % 24);
        string plain = RandomGraphs.Plain(steps).Hash();
        string reworded = RandomGraphs.Reworded(steps, words).Hash();
        return (plain == reworded).Label($"{plain} and {reworded} for {string.Join(' ', steps)}");
    }

    [FsCheck.NUnit.Property(MaxTest = 100)]
    public bool SimplifyingDoesNotChangeTheHash(ulong seed, byte length, ulong words)
    {
        ComputationGraph graph = RandomGraphs.Reworded(RandomGraphs.Steps(seed, length % 24), words);
        return graph.Hash() == GraphPasses.Simplify(graph).Hash();
    }

    [FsCheck.NUnit.Property(MaxTest = 100)]
    public bool AnotherOperatorAnywhereOnThePathToTheOutputIsAnotherHash(ulong seed, byte length)
    {
        ImmutableArray<RandomGraphs.Step> steps = RandomGraphs.Steps(seed, (length % 24) + 1);
        RandomGraphs.Step last = steps[^1];
        string[] hashes = [.. new[] { 0, 1, 2, 6, 7 }.Select(kind =>
            RandomGraphs.Plain(steps.SetItem(steps.Length - 1, last with { Kind = kind })).Hash())];
        return hashes.Distinct().Count() == hashes.Length;
    }

    [Test]
    public void SharingALinearMapIsNotHavingTwo()
    {
        string shared = Hash((block, x) =>
        {
            GraphValue y = Linear(block, "0", x);
            return block.Apply("2", new Operator.Add(), y, y);
        });
        string separate = Hash((block, x) => block.Apply("2", new Operator.Add(), Linear(block, "0", x), Linear(block, "1", x)));

        Assert.That(shared, Is.Not.EqualTo(separate));
    }

    [Test]
    public void SharingWhatOwnsNoParametersIsTheSameAsComputingItTwice()
    {
        string shared = Hash((block, x) =>
        {
            GraphValue y = block.Apply("0", new Operator.Softmax(), x);
            return block.Apply("2", new Operator.MatMul(), y, y);
        });
        string twice = Hash((block, x) => block.Apply(
            "2", new Operator.MatMul(), block.Apply("0", new Operator.Softmax(), x), block.Apply("1", new Operator.Softmax(), x)));

        Assert.That(shared, Is.EqualTo(twice));
    }

    [Test]
    public void TwoCallsOfABlockAreNotOne()
    {
        string once = Hash((block, x) =>
        {
            GraphValue y = block.Call("0[0]", Block(block), x)[0];
            return block.Apply("1", new Operator.Add(), y, y);
        });
        string twice = Hash((block, x) =>
        {
            int callee = Block(block);
            return block.Apply("1", new Operator.Add(), block.Call("0[0]", callee, x)[0], block.Call("0[1]", callee, x)[0]);
        });

        Assert.That(once, Is.Not.EqualTo(twice));

        static int Block(GraphBlockBuilder block) => block.Define([Shape], (inner, inputs) => [Linear(inner, "0", inputs[0])]);
    }

    [Test]
    public void TheOrderOfAMatrixProductsOperandsCounts()
    {
        string ab = Hash((block, x) => block.Apply("1", new Operator.MatMul(), Linear(block, "0", x), x));
        string ba = Hash((block, x) => block.Apply("1", new Operator.MatMul(), x, Linear(block, "0", x)));

        Assert.That(ab, Is.Not.EqualTo(ba));
    }

    [Test]
    public void TheOrderOfAConcatenationsOperandsCounts()
    {
        string ab = Hash((block, x) => block.Apply("1", new Operator.Concat(1), block.Apply("0", new Operator.Softmax(), x), x));
        string ba = Hash((block, x) => block.Apply("1", new Operator.Concat(1), x, block.Apply("0", new Operator.Softmax(), x)));

        Assert.That(ab, Is.Not.EqualTo(ba));
    }

    [Test]
    public void ARecordedSizeOfAConcatenationCounts()
    {
        string[] hashes = [.. new long?[] { null, 1, 2 }.Select(size =>
            Hash((block, x) => block.Apply("1", new Operator.Mean([1]), block.Apply("0", new Operator.Concat(1, size), x, x))))];

        Assert.That(hashes, Is.Unique);
    }

    [Test]
    public void ATieOfTwoEqualMapsIsBrokenByWhatIsDoneWithThem()
    {
        string[] hashes = [.. new[] { (0, 1), (1, 0) }.Select(order => Hash((block, x) =>
        {
            GraphValue[] maps = [Linear(block, "0", x), Linear(block, "1", x)];
            GraphValue sum = block.Apply("2", new Operator.Add(), maps[order.Item1], maps[order.Item2]);
            return block.Apply("3", new Operator.MatMul(), sum, maps[0]);
        }))];

        Assert.That(hashes[0], Is.EqualTo(hashes[1]));
    }

    [Test]
    public void NestedSumsAreOneSum()
    {
        string left = Hash((block, x) => block.Apply(
            "s", new Operator.Add(), block.Apply("t", new Operator.Add(), Linear(block, "0", x), x), Linear(block, "1", x)));
        string right = Hash((block, x) => block.Apply(
            "s", new Operator.Add(), Linear(block, "0", x), block.Apply("t", new Operator.Add(), Linear(block, "1", x), x)));

        Assert.That(left, Is.EqualTo(right));
    }

    [Test]
    public void UnfoldLinearPixelsIsAConvolution()
    {
        TensorShape image = new(3, 28, 28);
        ComputationGraph routing = Examples.Routing(image, kernel: 3, stride: 2, padding: 1, width: 16);
        ComputationGraph convolution = GraphBuilder.Build(image, (block, x) => block.Apply("0", new Operator.Conv2d(3, 16, 3, 2, 1), x));

        Assert.That(routing.Hash(), Is.EqualTo(convolution.Hash()));
    }

    [Test]
    public void ArgumentsAndInputShapesCount()
    {
        string[] hashes =
        [
            Convolution(3, 8, 28), Convolution(3, 9, 28), Convolution(5, 8, 28), Convolution(3, 8, 26),
            Hash((block, x) => block.Apply("0", new Operator.LeakyRelu(0.01), x)),
            Hash((block, x) => block.Apply("0", new Operator.LeakyRelu(0.02), x)),
            Hash((_, x) => x),
        ];

        Assert.That(hashes, Is.Unique);
        Assert.That(hashes, Has.All.Match("^[0-9a-f]{32}$"));

        static string Convolution(long kernel, long channels, long side) => GraphBuilder.Build(
            new TensorShape(3, side, side), (block, x) => block.Apply("0", new Operator.Conv2d(3, channels, kernel, 1, kernel / 2), x)).Hash();
    }

    [Test]
    public void TheHashIsFrozen() =>
        Assert.That(Examples.BasicBlock(channels: 4, side: 8).Hash(), Is.EqualTo("f15585398c219eae8d3b2553db694ac3"));

    [Test]
    public void AChainOfAHundredThousandNodesIsHashed()
    {
        ComputationGraph graph = GraphBuilder.Build(Shape, (block, x) =>
        {
            for (int i = 0; i < 100_000; i++)
                x = block.Apply("0", i % 2 == 0 ? new Operator.Softmax() : new Operator.LeakyRelu(0.01), x);
            return x;
        });

        Assert.That(graph.Hash(), Has.Length.EqualTo(32));
    }

    private static string Hash(Func<GraphBlockBuilder, GraphValue, GraphValue> body) => GraphBuilder.Build(Shape, body).Hash();

    private static GraphValue Linear(GraphBlockBuilder block, string path, GraphValue x) =>
        block.Apply(path, new Operator.Linear(8, 8), x);
}
