using Einspace.Sdk;
using Einspace.Sdk.Data;
using Einspace.Sdk.Grammars;
using Einspace.Sdk.Graphs;
using Einspace.Sdk.Plugins;

namespace Acme.Search;

/// <summary>Convolutions, rectifiers and sums, one after another, for images of any size.</summary>
internal static class Chains
{
    private const int DeepestThen = 6;

    public static Grammar Declare(TaskSpec task)
    {
        if (task.Mode != InputMode.Image)
            throw new InputException($"The grammar 'chains' takes images, and the task {task.Name} has {task.Mode} of shape {task.Input}.");

        GrammarBuilder<Channels> grammar = new("chains");
        SymbolBuilder<Channels> layer = grammar.Symbol("layer");
        // A symbol with children hands on what its last child made of its input, unless a rule says otherwise.
        layer.Production("then").Weight(4).When((in _, depth) => depth < DeepestThen)
            .Child("layer")
            .Child("layer");
        foreach (long count in (ReadOnlySpan<long>)[8, 16, 32])
        {
            layer.Production("conv", count)
                .Synthesizes((in _, _, out result) => (result = new Channels(count)).Count > 0)
                .Lowers((scope, x) => [scope.Apply(new Operator.Conv2d(scope.Inherited.Count, count, Kernel: 3, Stride: 1, Padding: 1), x[0])]);
        }

        layer.Production("relu").Lowers((scope, x) => [scope.Apply(new Operator.LeakyRelu(Slope: 0), x[0])]);
        // An input and what a layer makes of it: false where they cannot be added, and another production is drawn.
        layer.Production("plus").When((in _, depth) => depth < DeepestThen)
            .Child("layer")
            .Synthesizes((in given, children, out result) => (result = children[0]) == given)
            .Lowers((scope, x) => [scope.Apply(new Operator.Add(), [x[0], .. scope.Child(0, x)])]);
        return grammar.Build(task.Input, new Channels(task.Input[1]));
    }

    /// <summary>What flows through a derivation: how many channels there are.</summary>
    internal readonly record struct Channels(long Count);
}

[ExportGrammar("chains", Description = "Chains of convolutions, for images.")]
internal sealed class ChainsFactory : GrammarFactory<NoOptions>
{
    protected override Grammar Create(NoOptions options, TaskSpec task) => Chains.Declare(task);
}
