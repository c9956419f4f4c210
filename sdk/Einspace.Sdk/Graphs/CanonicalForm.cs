using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Node = Einspace.Sdk.Graphs.EditableBlock.Node;
using Value = Einspace.Sdk.Graphs.EditableBlock.Value;

namespace Einspace.Sdk.Graphs;

/// <summary>
/// The canonical form and its hash. Operands of commutative operators are put into an order that depends on the graph alone, nodes
/// are numbered from the outputs in that order, and the text so written is hashed: different functions' texts differ. Where operands
/// cannot be told apart by all that lies below and above them, their order is arbitrary; it then matters only in rare symmetrical
/// graphs, which get two hashes for one function, never one for two.
/// </summary>
internal static class CanonicalForm
{
    public static (ComputationGraph Graph, string Hash) Of(ComputationGraph graph)
    {
        ComputationGraph simple = GraphPasses.Simplify(graph);
        GraphBlock[] blocks = new GraphBlock[simple.Blocks.Length];
        string[] hashes = new string[blocks.Length];
        for (int i = 0; i < hashes.Length; i++)
            (blocks[i], hashes[i]) = new Canonical(new EditableBlock(simple.Blocks[i]), hashes).Order();
        return (new ComputationGraph([.. blocks]), hashes[^1]);
    }

    private static string Sha(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));

    /// <summary>The finaliser of SplitMix64 (Steele et al. 2014). Labels only order operands: a collision is no more than a tie.</summary>
    private static ulong Mix(ulong a, ulong b)
    {
        ulong z = (a * 0xD1342543DE82EF95) + b + 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    private sealed class Canonical(EditableBlock block, string[] callees)
    {
        private readonly Dictionary<Node, ulong> _labels = [];
        private readonly Dictionary<Value, ulong> _keys = [];
        private readonly Dictionary<Node, int> _numbers = [];
        private readonly StringBuilder _text = new();

        public (GraphBlock Block, string Hash) Order()
        {
            OrderOperands();
            foreach (Value input in block.Inputs)
                _text.Append("input ").Append(input.Shape).Append('\n');
            foreach (Value output in block.Outputs)
                NumberFrom(output.Producer);
            foreach (Value output in block.Outputs)
                _text.Append("output ").Append(Reference(output)).Append('\n');
            block.Reorder(_numbers);
            return (block.ToBlock(), Sha(_text.ToString()));
        }

        private string TextOf(Node node) =>
            node.Operator is Operator.Call call ? $"call({callees[call.Block]})" : node.Operator.Text;

        /// <summary>Merkle hashes from below, then from above, then from below again: nearly always as fine as can be.</summary>
        private void OrderOperands()
        {
            foreach (Node node in block.Nodes)
                _labels[node] = TextOf(node).Aggregate(0UL, (label, character) => Mix(label, character));
            LabelFromBelow();
            LabelFromAbove();
            LabelFromBelow();
        }

        private void LabelFromBelow()
        {
            foreach (Value input in block.Inputs)
                _keys[input] = Mix(0, (ulong)input.Index);
            foreach (Node node in block.Nodes)
            {
                ulong label = _labels[node];
                ulong sum = 0;
                foreach (Value input in node.Inputs)
                {
                    if (node.Operator.IsCommutative)
                        sum += _keys[input];
                    else
                        label = Mix(label, _keys[input]);
                }

                _labels[node] = label = Mix(label, sum);
                foreach (Value output in node.Outputs)
                    _keys[output] = Mix(label, (ulong)output.Index);
            }
        }

        private void LabelFromAbove()
        {
            Dictionary<Value, ulong> uses = [];
            for (int i = 0; i < block.Outputs.Length; i++)
                Use(block.Outputs[i], Mix(1, (ulong)i));
            for (int n = block.Nodes.Count - 1; n >= 0; n--)
            {
                Node node = block.Nodes[n];
                ulong label = node.Outputs.Aggregate(_labels[node], (all, output) => Mix(all, uses.GetValueOrDefault(output)));
                _labels[node] = label;
                for (int i = 0; i < node.Inputs.Length; i++)
                    Use(node.Inputs[i], Mix(label, node.Operator.IsCommutative ? 0 : (ulong)i));
            }

            void Use(Value value, ulong by) => CollectionsMarshal.GetValueRefOrAddDefault(uses, value, out _) += by;
        }

        private IEnumerable<Value> Ordered(Node node) =>
            node.Operator.IsCommutative ? node.Inputs.OrderBy(input => _keys[input]) : node.Inputs;

        /// <summary>Numbers a node after all below it, operands in canonical order. Not recursive: chains may be long.</summary>
        private void NumberFrom(Node? root)
        {
            Stack<(Node? Node, bool IsReady)> open = new();
            open.Push((root, false));
            while (open.TryPop(out (Node? Node, bool IsReady) next))
            {
                if (next.Node is not { } node || _numbers.ContainsKey(node))
                    continue;
                if (next.IsReady)
                {
                    Write(node);
                    continue;
                }

                open.Push((node, true));
                foreach (Value input in Ordered(node).Reverse())
                    open.Push((input.Producer, false));
            }
        }

        private void Write(Node node)
        {
            if (node.Operator.IsCommutative)
                node.Inputs = [.. node.Inputs.OrderBy(Reference, StringComparer.Ordinal)];
            _numbers.Add(node, _numbers.Count);
            _text.Append(TextOf(node)).Append(' ').AppendJoin(' ', node.Inputs.Select(Reference)).Append('\n');
        }

        private string Reference(Value value) =>
            value.Producer is { } producer ? $"{_numbers[producer]}.{value.Index}" : $"input.{value.Index}";
    }
}
