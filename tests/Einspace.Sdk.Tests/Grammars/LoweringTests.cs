using Einspace.Sdk.Grammars;
using Einspace.Sdk.Graphs;

namespace Einspace.Sdk.Tests.Grammars;

internal sealed class LoweringTests
{
    [Test]
    public void A_repeated_child_is_one_block_called_once_for_each_copy()
    {
        Grammar grammar = TinyGrammar.Build(width: 4);
        ComputationGraph graph = grammar.Lower(grammar.Parse("sum(keep, thrice(3*sum(keep, keep)))"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(graph.Blocks, Has.Length.EqualTo(2));
            Assert.That(graph.Blocks[0].Nodes.Select(node => node.Path), Is.EqualTo(new[] { "0", "1", "root" }));
            Assert.That(graph.Entry.Nodes.Select(node => node.Path), Is.EqualTo(new[] { "0", "1.0[0]", "1.0[1]", "1.0[2]", "root" }));
            Assert.That(graph.Entry.Nodes.Select(node => node.Operator).Skip(1).Take(3), Is.All.EqualTo(new Operator.Call(0)));
            Assert.That(graph.Costs().Parameters, Is.EqualTo((UInt128)(7 * 2 * 4)), "seven layer norms of four features");
        }
    }

    [Test]
    public void Attributes_reach_the_lowering_rules()
    {
        Grammar grammar = TinyGrammar.Build(width: 2);
        ComputationGraph graph = grammar.Lower(grammar.Parse("sum(double, double)"));
        Assert.That(graph.Output, Is.EqualTo(new TensorShape(1, 4)));
        Assert.That(graph.Entry.Nodes.Select(node => node.Operator).Take(2), Is.All.EqualTo(new Operator.Linear(2, 4)));
    }

    [Test]
    public void Lowering_takes_time_proportional_to_unique_nodes()
    {
        string text = "keep";
        for (int i = 0; i < 40; i++)
            text = $"thrice(3*{text})";
        Grammar grammar = TinyGrammar.Build(depthLimit: 40);
        ComputationGraph graph = grammar.Lower(grammar.Parse(text));
        Assert.That(graph.Blocks, Has.Length.EqualTo(41));
        Assert.That(graph.Costs().Operators, Is.EqualTo(Power(3, 40)));
    }

    [Test]
    public void Two_parameterised_operators_of_one_node_have_paths_of_their_own()
    {
        GrammarBuilder<Width> builder = new("twin");
        builder.Symbol("s").Production("twin").Lowers((scope, x) =>
            [scope.Apply(new Operator.Linear(2, 2), scope.Apply(new Operator.Linear(2, 2), x[0]))]);
        Grammar grammar = builder.Build(new TensorShape(1, 2), new Width(2));
        ComputationGraph graph = grammar.Lower(grammar.Parse("twin"));
        Assert.That(graph.Entry.Nodes.Select(node => node.Path), Is.EqualTo(new[] { "root", "root#2" }));
    }

    [Test]
    public void What_cannot_run_is_not_lowered() => Assert.That(
        () => TinyGrammar.Build(width: 8).Lower(Architecture.Parse("double")),
        Throws.TypeOf<InputException>().With.Message.Contains("At position root: found 'double', which cannot be computed"));

    private static UInt128 Power(int number, int exponent) =>
        Enumerable.Repeat((UInt128)number, exponent).Aggregate(UInt128.One, (product, factor) => product * factor);
}
