using System.Collections.Immutable;
using System.Diagnostics;
using Einspace.Sdk.Graphs;

namespace Einspace.Sdk.Tests.Graphs;

internal sealed class GraphCostsTests
{
    [Test]
    public void ABasicBlockOfAResNetCostsWhatThePaperAndPencilSay()
    {
        ComputationGraph graph = Examples.BasicBlock(channels: 64, side: 28);

        const int Map = 64 * 28 * 28;
        const int Kernel = 64 * 64 * 9;
        Assert.That(graph.Costs(), Is.EqualTo(new GraphCosts(
            Parameters: 2 * (Kernel + 64) + 2 * 2 * 64,
            MultiplyAdds: 2L * Kernel * 28 * 28,
            ActivationMemory: 4 * 7 * Map,
            Operators: 7)));
    }

    [Test]
    public void ViewsAndLearnedTensorsKeepNoActivations()
    {
        TensorShape shape = new(6, 8);
        ComputationGraph graph = GraphBuilder.Build(shape, (block, x) =>
        {
            GraphValue turned = block.Apply("0", new Operator.Permute([2, 1]), x);
            GraphValue flat = block.Apply("1", new Operator.Reshape(shape), turned);
            ImmutableArray<GraphValue> halves = block.ApplyMany("2", new Operator.Split(1, 2), flat);
            GraphValue position = block.Apply("3", new Operator.Parameter(halves[0].Shape));
            return block.Apply("4", new Operator.Add(), halves[0], position);
        });

        Assert.That(graph.Costs(), Is.EqualTo(new GraphCosts(24, 0, 4 * 24, 5)));
    }

    [Test]
    public void AMatrixProductCostsRowsTimesInnerTimesColumns()
    {
        ComputationGraph graph = GraphBuilder.Build(new TensorShape(5, 7), (block, x) =>
            block.Apply("1", new Operator.MatMul(), x, block.Apply("0", new Operator.Permute([2, 1]), x)));

        Assert.That(graph.Costs(), Is.EqualTo(new GraphCosts(0, 5 * 7 * 5, 4 * 25, 2)));
    }

    [Test]
    public void BuffersAreNotParametersToTrain()
    {
        ComputationGraph graph = GraphBuilder.Build(new TensorShape(3, 4, 4), (block, x) => block.Apply("0", new Operator.BatchNorm(3), x));

        Assert.That(graph.Costs().Parameters, Is.EqualTo((UInt128)6));
        Assert.That(graph.ExpandParameters().Select(p => p.Path), Is.EqualTo(
            new[] { "0/scale", "0/shift", "0/running-mean", "0/running-variance" }));
    }

    [Test]
    public void EightCallsCostEightTimesTheBlock()
    {
        GraphCosts once = Examples.Nested(depth: 0).Costs();
        GraphCosts thrice = Examples.Nested(depth: 3).Costs();

        Assert.That(thrice.Parameters, Is.EqualTo(512 * once.Parameters));
        Assert.That(thrice.MultiplyAdds, Is.EqualTo(512 * once.MultiplyAdds));
        Assert.That(thrice.Operators, Is.EqualTo((UInt128)(512 + 64 + 8 + 1)));
        Assert.That(Examples.Nested(depth: 3).ExpandParameters().Select(p => p.Path).Distinct().Count(), Is.EqualTo(2 * 512));
    }

    [Test]
    public void FortyNestedRepetitionsSaturateWithoutBeingExpanded()
    {
        Stopwatch watch = Stopwatch.StartNew();
        ComputationGraph graph = Examples.Nested(depth: 45);
        GraphCosts costs = graph.Costs();
        string hash = graph.Hash();

        Assert.That(costs.Parameters, Is.EqualTo(UInt128.MaxValue));
        Assert.That(costs.Operators, Is.EqualTo(UInt128.MaxValue));
        Assert.That(hash, Is.Not.EqualTo(Examples.Nested(depth: 44).Hash()));
        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(2)), "8^45 calls are never visited one by one");
    }

    [Test]
    public void FortyNestedRepetitionsAreCountedExactlyBelowSaturation() =>
        Assert.That(Examples.Nested(depth: 40).Costs().Parameters, Is.EqualTo(72 * (UInt128.One << 120)));
}
