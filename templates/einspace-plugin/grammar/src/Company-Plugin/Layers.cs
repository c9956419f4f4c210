using Einspace.Sdk;
using Einspace.Sdk.Data;
using Einspace.Sdk.Grammars;
using Einspace.Sdk.Graphs;

namespace Company_Plugin;

/// <summary>
/// Convolutional networks of six productions: modules one after another, a module with a bypass, convolution, pooling, normalisation,
/// rectifier. What flows through a derivation is the image's size (<see cref="ImageSize"/>).
/// </summary>
internal static class Layers
{
    private static readonly long[] Channels = [8, 16, 32];

    public static global::Einspace.Sdk.Grammars.Grammar Declare(LayersOptions options, TaskSpec task)
    {
        if (task.Mode != InputMode.Image)
            throw new InputException($"The grammar company-plugin-id takes images, and the task {task.Name} has {task.Mode} of shape {task.Input}.");

        GrammarBuilder<ImageSize> grammar = new("company-plugin-id");
        SymbolBuilder<ImageSize> module = grammar.Symbol("module");
        // The other eight productions have weight 1 each. With 5 for two modules a derivation goes on a while, and ends without the limit too.
        module.Production("then").Weight(5).When((in _, depth) => depth < options.DepthLimit)
            .Child("module")
            .Child("module");
        // The bypass is added to what the module makes of it, so that this has to keep the size.
        module.Production("bypass").When((in _, depth) => depth < options.DepthLimit)
            .Child("module")
            .Synthesizes((in size, children, out result) => (result = children[0]) == size)
            .Lowers((scope, x) => [scope.Apply(new Operator.Add(), [x[0], .. scope.Child(0, x)])]);
        foreach (long channels in Channels)
        {
            module.Production("conv", channels)
                .Synthesizes((in size, _, out result) => (result = size with { Channels = channels }).Channels > 0)
                .Lowers((scope, x) => [scope.Apply(new Operator.Conv2d(scope.Inherited.Channels, channels, Kernel: 3, Stride: 1, Padding: 1), x[0])]);
        }

        module.Production("pool").When((in size, _) => size.Height > 1 && size.Width > 1)
            .Synthesizes((in size, _, out result) => (result = size with { Height = size.Height / 2, Width = size.Width / 2 }) is { Height: > 0, Width: > 0 })
            .Lowers((scope, x) => [scope.Apply(new Operator.MaxPool2d(Kernel: 2, Stride: 2, Padding: 0), x[0])]);
        module.Production("norm").Lowers((scope, x) => [scope.Apply(new Operator.BatchNorm(scope.Inherited.Channels), x[0])]);
        module.Production("relu").Lowers((scope, x) => [scope.Apply(new Operator.LeakyRelu(Slope: 0), x[0])]);
        return grammar.Build(task.Input, new ImageSize(task.Input[1], task.Input[2], task.Input[3]));
    }
}
