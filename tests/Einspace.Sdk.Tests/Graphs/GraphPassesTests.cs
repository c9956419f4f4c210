using System.Collections.Immutable;
using Einspace.Sdk.Graphs;

namespace Einspace.Sdk.Tests.Graphs;

internal sealed class GraphPassesTests
{
    private static readonly TensorShape Image = new(3, 28, 28);

    [Test]
    public void UnfoldLinearPixelsBecomesOneConvolutionUnderTheLinearMapsPath()
    {
        ComputationGraph before = Examples.Routing(Image, kernel: 3, stride: 2, padding: 1, width: 16);
        ComputationGraph after = GraphPasses.Simplify(before);

        GraphNode node = after.Entry.Nodes.Single();
        Assert.That(node.Operator, Is.EqualTo(new Operator.Conv2d(3, 16, 3, 2, 1)));
        Assert.That(node.Path, Is.EqualTo("0.1"));
        Assert.That(after.Output, Is.EqualTo(before.Output));
        Assert.That(Paths(after), Is.EqualTo(Paths(before)));
        Assert.That(after.Costs(), Is.EqualTo(before.Costs() with { Operators = 1, ActivationMemory = 4 * 16 * 14 * 14 }));
    }

    [TestCase(16, 7, 28, TestName = "Pixels of another shape are no convolution")]
    [TestCase(32, 7, 14, TestName = "Channels that are not the map's features are no convolution")]
    public void OnlyTokensToPixelsIsFused(long channels, long height, long width)
    {
        ComputationGraph graph = GraphBuilder.Build(Image, (block, x) =>
        {
            GraphValue y = block.Apply("0", new Operator.Unfold(3, 2, 1), x);
            y = block.Apply("1", new Operator.Linear(27, 16), y);
            y = block.Apply("2", new Operator.Permute([2, 1]), y);
            return block.Apply("3", new Operator.Reshape(new TensorShape(channels, height, width)), y);
        });

        Assert.That(Texts(GraphPasses.Simplify(graph)), Does.Contain("linear(27,16)"));
    }

    [Test]
    public void PatchesUsedTwiceAreNotFused()
    {
        ComputationGraph graph = GraphBuilder.Build(Image, (block, x) =>
        {
            GraphValue patches = block.Apply("0", new Operator.Unfold(1, 1, 0), x);
            GraphValue y = block.Apply("1", new Operator.Linear(3, 3), patches);
            y = block.Apply("3", new Operator.Reshape(Image), block.Apply("2", new Operator.Permute([2, 1]), y));
            GraphValue z = block.Apply("5", new Operator.Reshape(Image), block.Apply("4", new Operator.Permute([2, 1]), patches));
            return block.Apply("6", new Operator.Add(), y, z);
        });

        Assert.That(Texts(GraphPasses.Simplify(graph)), Does.Contain("unfold(1,1,0)").And.Not.Contain("conv2d(3,3,1,1,0)"));
    }

    [Test]
    public void AConvolutionIsSeenThroughPermutesThatCancel()
    {
        ComputationGraph graph = GraphBuilder.Build(Image, (block, x) =>
        {
            GraphValue y = block.Apply("0", new Operator.Unfold(3, 1, 1), x);
            y = block.Apply("1", new Operator.Linear(27, 4), y);
            for (int i = 0; i < 3; i++)
                y = block.Apply("2", new Operator.Permute([2, 1]), y);
            return block.Apply("3", new Operator.Reshape(new TensorShape(4, 28, 28)), y);
        });

        Assert.That(Texts(GraphPasses.Simplify(graph)), Is.EqualTo(new[] { "conv2d(3,4,3,1,1)" }));
    }

    [Test]
    public void PermutesComposeInTheOrderInWhichTheyAreApplied()
    {
        TensorShape shape = new(2, 3, 5);
        ComputationGraph graph = GraphBuilder.Build(shape, (block, x) =>
            block.Apply("1", new Operator.Permute([2, 1, 3]), block.Apply("0", new Operator.Permute([2, 3, 1]), x)));
        ComputationGraph after = GraphPasses.Simplify(graph);

        Assert.That(Texts(after), Is.EqualTo(new[] { "permute(3,2,1)" }));
        Assert.That(after.Output, Is.EqualTo(graph.Output).And.EqualTo(new TensorShape(5, 3, 2)));
    }

    [Test]
    public void ReshapesInARowBecomeOneAndADetourNone()
    {
        ComputationGraph graph = GraphBuilder.Build(Image, (block, x) =>
        {
            GraphValue y = block.Apply("0", new Operator.Reshape(new TensorShape(84, 28)), x);
            y = block.Apply("1", new Operator.Reshape(new TensorShape(3, 784)), y);
            GraphValue z = block.Apply("2", new Operator.Reshape(Image), y);
            return block.Apply("3", new Operator.Add(), block.Apply("4", new Operator.Reshape(Image), y), z);
        });

        Assert.That(Texts(GraphPasses.Simplify(graph)), Is.EqualTo(new[] { "add" }));
    }

    [Test]
    public void SumsUsedOnceAreFlattenedAndSharedOnesKept()
    {
        ComputationGraph graph = GraphBuilder.Build(Image, (block, x) =>
        {
            GraphValue once = block.Apply("0", new Operator.Add(), x, block.Apply("a", new Operator.Softmax(), x));
            GraphValue shared = block.Apply("1", new Operator.Add(), once, x);
            return block.Apply("2", new Operator.Add(), shared, block.Apply("b", new Operator.Multiply(), shared, x));
        });
        ComputationGraph after = GraphPasses.Simplify(graph);

        Assert.That(after.Entry.Nodes.Where(n => n.Operator is Operator.Add).Select(n => n.Inputs.Length), Is.EqualTo(new[] { 3, 2 }));
    }

    [Test]
    public void WhatNothingUsesGoesWithTheBlocksThatItCalled()
    {
        ComputationGraph graph = GraphBuilder.Build(Image, (block, x) =>
        {
            int unused = block.Define([Image], (inner, inputs) => [inner.Apply("0", new Operator.Linear(28, 28), inputs[0])]);
            int used = block.Define([Image], (inner, inputs) => [inner.Apply("0", new Operator.BatchNorm(3), inputs[0])]);
            block.Call("0", unused, x);
            block.Apply("1", new Operator.Softmax(), x);
            return block.Call("2", used, x)[0];
        });
        ComputationGraph after = GraphPasses.Simplify(graph);

        Assert.That(after.Blocks, Has.Length.EqualTo(2));
        Assert.That(Texts(after), Is.EqualTo(new[] { "call(0)" }));
        Assert.That(after.ExpandParameters().Select(p => p.Path), Does.Contain("2/0/scale"));
    }

    [Test]
    public void ABlockThatBecomesTrivialIsInlined()
    {
        TensorShape square = new(4, 4);
        ComputationGraph graph = GraphBuilder.Build(square, (block, x) =>
        {
            int there = block.Define([square], (inner, inputs) =>
                [inner.Apply("1", new Operator.Permute([2, 1]), inner.Apply("0", new Operator.Permute([2, 1]), inputs[0]))]);
            int outer = block.Define([square], (inner, inputs) => [inner.Call("0", there, inputs[0])[0]]);
            return block.Apply("1", new Operator.Softmax(), block.Call("0", outer, x)[0]);
        });
        ComputationGraph after = GraphPasses.Simplify(graph);

        Assert.That(after.Blocks, Has.Length.EqualTo(1));
        Assert.That(Texts(after), Is.EqualTo(new[] { "softmax" }));
    }

    [Test]
    public void WhatOwnsNoParametersIsComputedOnceAndLinearMapsTwice()
    {
        ComputationGraph graph = GraphBuilder.Build(Image, (block, x) =>
        {
            GraphValue a = block.Apply("1", new Operator.Linear(28, 28), block.Apply("0", new Operator.Softmax(), x));
            GraphValue b = block.Apply("3", new Operator.Linear(28, 28), block.Apply("2", new Operator.Softmax(), x));
            return block.Apply("4", new Operator.Add(), a, b);
        });

        Assert.That(Texts(GraphPasses.Simplify(graph)), Is.EqualTo(new[] { "softmax", "linear(28,28)", "linear(28,28)", "add" }));
    }

    [Test]
    public void PatchesComputedTwiceStillBecomeTwoConvolutions()
    {
        ComputationGraph graph = GraphBuilder.Build(Image, (block, x) => block.Apply("2", new Operator.Add(), Pixels(block, "0", x), Pixels(block, "1", x)));

        Assert.That(Texts(GraphPasses.Simplify(graph)), Is.EqualTo(new[] { "conv2d(3,8,3,1,1)", "conv2d(3,8,3,1,1)", "add" }));

        static GraphValue Pixels(GraphBlockBuilder block, string path, GraphValue x)
        {
            GraphValue y = block.Apply(path, new Operator.Linear(27, 8), block.Apply(path, new Operator.Unfold(3, 1, 1), x));
            return block.Apply(path, new Operator.Reshape(new TensorShape(8, 28, 28)), block.Apply(path, new Operator.Permute([2, 1]), y));
        }
    }

    [FsCheck.NUnit.Property(MaxTest = 200)]
    public bool TheCanonicalFormIsTheSameForOtherWords(ulong seed, byte length, ulong words)
    {
        ImmutableArray<RandomGraphs.Step> steps = RandomGraphs.Steps(seed, length % 24);
        ComputationGraph plain = GraphPasses.Canonicalise(RandomGraphs.Plain(steps));
        ComputationGraph reworded = GraphPasses.Canonicalise(RandomGraphs.Reworded(steps, words));
        return WithoutPaths(plain).Equals(WithoutPaths(reworded))
            && plain.Equals(GraphPasses.Canonicalise(plain))
            && Paths(plain).ToHashSet().IsSubsetOf(Paths(RandomGraphs.Plain(steps)))
            && plain.Blocks.All(IsConsistent);
    }

    [FsCheck.NUnit.Property(MaxTest = 100)]
    public bool PassesKeepTheFunction(ulong seed, byte length, ulong words)
    {
        ComputationGraph graph = RandomGraphs.Reworded(RandomGraphs.Steps(seed, length % 24), words);
        double[] before = Interpreter.Run(graph);
        return IsClose(before, Interpreter.Run(GraphPasses.Simplify(graph))) && IsClose(before, Interpreter.Run(GraphPasses.Canonicalise(graph)));
    }

    [TestCase(1, 1, 0)]
    [TestCase(3, 1, 1)]
    [TestCase(3, 2, 1)]
    [TestCase(4, 4, 0)]
    [TestCase(5, 3, 2)]
    public void AConvolutionComputesWhatItReplaces(long kernel, long stride, long padding)
    {
        ComputationGraph graph = Examples.Routing(new TensorShape(2, 9, 7), kernel, stride, padding, width: 3);
        ComputationGraph fused = GraphPasses.Simplify(graph);

        Assert.That(fused.Entry.Nodes.Single().Operator, Is.InstanceOf<Operator.Conv2d>());
        Assert.That(Interpreter.Run(fused), Is.EqualTo(Interpreter.Run(graph)).Within(1e-12));
    }

    [Test]
    public void PermutesOfThreeAxesComposeToWhatTheyDoOneAfterTheOther()
    {
        int[][] orders = [[1, 2, 3], [1, 3, 2], [2, 1, 3], [2, 3, 1], [3, 1, 2], [3, 2, 1]];
        foreach (int[] first in orders)
        {
            foreach (int[] second in orders)
            {
                ComputationGraph graph = GraphBuilder.Build(new TensorShape(2, 3, 4), (block, x) =>
                    block.Apply("1", new Operator.Permute([.. second]), block.Apply("0", new Operator.Permute([.. first]), x)));
                Assert.That(Interpreter.Run(GraphPasses.Simplify(graph)), Is.EqualTo(Interpreter.Run(graph)));
            }
        }
    }

    [FsCheck.NUnit.Property(MaxTest = 200)]
    public bool PassesKeepShapesPathsAndWork(ulong seed, byte length, ulong words)
    {
        ComputationGraph before = RandomGraphs.Reworded(RandomGraphs.Steps(seed, length % 24), words);
        ComputationGraph after = GraphPasses.Simplify(before);
        ComputationGraph again = GraphPasses.Simplify(after);
        return after.Input == before.Input && after.Output == before.Output
            && Paths(after).ToHashSet().IsSubsetOf(Paths(before))
            && after.Costs().Operators <= before.Costs().Operators
            && again.Equals(after)
            && after.Blocks.All(IsConsistent);
    }

    /// <summary>Every shape is what its operator's rule gives, and no node is dead.</summary>
    private static bool IsConsistent(GraphBlock block)
    {
        TensorShape[] shapes = block.Shapes();
        HashSet<int> used = [.. block.Outputs, .. block.Nodes.SelectMany(node => node.Inputs)];
        int next = block.Inputs.Length;
        foreach (GraphNode node in block.Nodes)
        {
            if (node.Inputs.Any(input => input >= next) || !Enumerable.Range(next, node.Outputs.Length).Any(used.Contains))
                return false;
            next += node.Outputs.Length;
            if (node.Operator is not Operator.Call
                && !node.Operator.Check([.. node.Inputs.Select(i => shapes[i])]).Outputs.SequenceEqual(node.Outputs))
                return false;
        }

        return true;
    }

    /// <summary>Within rounding of the largest number, which random products make very large or not finite at all.</summary>
    private static bool IsClose(double[] before, double[] after)
    {
        double largest = before.Max(Math.Abs);
        return !double.IsFinite(largest)
            || (before.Length == after.Length && before.Zip(after).All(pair => Math.Abs(pair.First - pair.Second) <= 1e-6 * (1 + largest)));
    }

    private static ComputationGraph WithoutPaths(ComputationGraph graph) =>
        new([.. graph.Blocks.Select(block => block with { Nodes = [.. block.Nodes.Select(node => node with { Path = "" })] })]);

    private static string[] Paths(ComputationGraph graph) => [.. graph.ExpandParameters().Select(parameter => parameter.Path)];

    private static string[] Texts(ComputationGraph graph) => [.. graph.Entry.Nodes.Select(node => node.Operator.ToString())];
}
