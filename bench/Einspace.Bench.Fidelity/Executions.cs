using Einspace.Fidelity.Tests;
using Einspace.Grammar;
using Einspace.Sdk;
using Einspace.Sdk.Grammars;
using Einspace.Sdk.Graphs;
using Einspace.Training.Backends;
using Einspace.Training.Networks;

namespace Einspace.Bench.Fidelity;

/// <summary>What became of small trees when they were run.</summary>
/// <param name="Count">How many were run.</param>
/// <param name="OtherShape">How many ran and gave another shape than was inferred.</param>
/// <param name="Failed">How many could not run.</param>
internal sealed record Executions(int Count, int OtherShape, int Failed)
{
    private const int Batch = 2;

    /// <summary>Runs the first trees that are small, by libtorch on the processor.</summary>
    public static Executions Of(EinspaceOptions options, int count)
    {
        Sdk.Grammars.Grammar grammar = Trees.Create(options);
        int run = 0, other = 0, failed = 0;
        Backends.Each(backend =>
        {
            if (backend.Facts["device"] != "cpu")
                return;
            for (ulong number = 0; run < count; number++)
            {
                Architecture tree = grammar.Sample(RandomStream.Derive(0, "executed", number)).Architecture;
                ComputationGraph graph = grammar.Lower(tree);
                if (!IsSmall(graph.Costs()))
                    continue;
                run++;
                switch (Run(backend, graph))
                {
                    case null:
                        failed++;
                        break;
                    case { } shape when !shape.AsSpan(1).SequenceEqual(graph.Output.Sizes.AsSpan()):
                        other++;
                        break;
                }
            }
        });
        return new Executions(run, other, failed);
    }

    private static bool IsSmall(GraphCosts costs) =>
        costs.Parameters <= 2_000_000 && costs.MultiplyAdds <= 10_000_000 && costs.ActivationMemory <= 8 << 20 && costs.Operators <= 500;

    private static long[]? Run(ITensorBackend backend, ComputationGraph graph)
    {
        using IDisposable scope = backend.Scope();
        using IDisposable pause = backend.WithoutGradients();
        try
        {
            GraphNetwork network = new(backend, GraphProgram.Compile(graph), seed: 0);
            return backend.Shape(network.Forward(ByRule.Input(backend, Batch, graph.Input), ForwardMode.Inference));
        }
        catch (TensorException e) when (!e.OutOfMemory)
        {
            return null;
        }
    }
}

