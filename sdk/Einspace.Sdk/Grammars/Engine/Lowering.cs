using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Einspace.Sdk.Graphs;

namespace Einspace.Sdk.Grammars.Engine;

/// <summary>Lowers a derivation with its attributes to a graph; a repeated subtree becomes one block.</summary>
internal sealed class Lowering<TState>(GrammarRules<TState> rules, Derivation<TState> derivation)
    where TState : unmanaged, IEquatable<TState>
{
    private const int StackOfRescue = 64 << 20;

    private readonly Dictionary<int, int> _blocks = [];

    public NodeAttributes<TState> AttributesOf(int node) => derivation.Attributes[node];

    public Production<TState> ProductionOf(int node) => rules.Productions[derivation.Records[node].Production];

    public ComputationGraph Run(TensorShape input) => GraphBuilder.Build(input, (block, x) =>
    {
        ImmutableArray<GraphValue> outputs = Lower(block, 0, DerivationPath.Root, [x]);
        return outputs.Length == 1
            ? outputs[0]
            : throw new InvalidOperationException(
                $"The lowering of '{ProductionOf(0).Label}' at the root returns {outputs.Length} values; it must return one.");
    });

    /// <summary>The node in a slot, its index among the present children, and its count, which is 0 where it is absent.</summary>
    public (int Node, int Index, int Count) Find(int parent, int slot)
    {
        ReadOnlySpan<DerivationRecord> records = derivation.Records;
        int index = 0;
        for (int child = parent + 1; child < records[parent].End; child = records[child].End)
        {
            if (records[child].Slot == slot)
                return (child, index, records[child].Count);
            index++;
        }

        return (-1, -1, 0);
    }

    public ImmutableArray<GraphValue> Lower(GraphBlockBuilder block, int node, string path, ImmutableArray<GraphValue> inputs)
    {
        // Lowering rules call each other; a very deep architecture goes on with a fresh stack.
        if (RuntimeHelpers.TryEnsureSufficientExecutionStack())
            return ApplyRule(block, node, path, inputs);
        ImmutableArray<GraphValue> outputs = [];
        Exception? failure = null;
        Thread thread = new(
            () =>
            {
                try
                {
                    outputs = ApplyRule(block, node, path, inputs);
                }
                catch (Exception exception)
                {
                    failure = exception;
                }
            },
            StackOfRescue);
        thread.Start();
        thread.Join();
        if (failure is not null)
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        return outputs;
    }

    /// <summary>The block of a repeated subtree, defined when the first copy asks for it.</summary>
    public int BlockOf(GraphBlockBuilder caller, int node, ImmutableArray<GraphValue> inputs)
    {
        if (!_blocks.TryGetValue(node, out int block))
        {
            ImmutableArray<TensorShape> shapes = [.. inputs.Select(input => input.Shape)];
            block = caller.Define(shapes, (body, values) => Lower(body, node, DerivationPath.Root, values));
            _blocks.Add(node, block);
        }

        return block;
    }

    private ImmutableArray<GraphValue> ApplyRule(
        GraphBlockBuilder block, int node, string path, ImmutableArray<GraphValue> inputs)
    {
        LoweringScope<TState> scope = new(this, block, node, path);
        return ProductionOf(node).Lowering is { } rule ? rule(scope, inputs) : OneAfterTheOther(scope, node, inputs);
    }

    private ImmutableArray<GraphValue> OneAfterTheOther(
        LoweringScope<TState> scope, int node, ImmutableArray<GraphValue> values)
    {
        for (int slot = 0; slot < ProductionOf(node).Slots.Length; slot++)
        {
            for (int copy = 0; copy < scope.CountOf(slot); copy++)
                values = scope.Child(slot, values, copy);
        }

        return values;
    }
}
