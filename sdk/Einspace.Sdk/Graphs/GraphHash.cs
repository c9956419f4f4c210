using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Node = Einspace.Sdk.Graphs.EditableBlock.Node;
using Value = Einspace.Sdk.Graphs.EditableBlock.Value;

namespace Einspace.Sdk.Graphs;

/// <summary>
/// The canonical hash. Operands of commutative operators are put into an order that depends on the graph alone, values are numbered
/// from the outputs in that order, and the text so written is hashed: different functions' texts differ. Where operands cannot be
/// told apart by all that lies below and above them, their order is arbitrary; it then matters only in rare symmetrical graphs,
/// which get two hashes for one function, never one for two.
/// </summary>
internal static class GraphHash
{
    public static string Of(ComputationGraph graph)
    {
        ComputationGraph simple = GraphPasses.Simplify(graph);
        Callee[] callees = new Callee[simple.Blocks.Length];
        for (int i = 0; i < callees.Length; i++)
            callees[i] = new Canonical(new EditableBlock(simple.Blocks[i]), callees).Describe();
        return callees[^1].Hash;
    }

    private static string Sha(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));

    private readonly record struct Callee(string Hash, bool OwnsParameters);

    private sealed class Canonical(EditableBlock block, Callee[] callees)
    {
        private readonly Dictionary<Node, string> _labels = [];
        private readonly Dictionary<Value, string> _keys = [];
        private readonly Dictionary<Node, int> _numbers = [];
        private readonly StringBuilder _text = new();

        public Callee Describe()
        {
            ShareWhatOwnsNoParameters();
            OrderOperands();
            foreach (Value input in block.Inputs)
                _text.Append("input ").Append(input.Shape).Append('\n');
            foreach (Value output in block.Outputs)
                NumberFrom(output.Producer);
            foreach (Value output in block.Outputs)
                _text.Append("output ").Append(Reference(output)).Append('\n');
            return new Callee(Sha(_text.ToString()), block.Nodes.Any(OwnsParameters));
        }

        private bool OwnsParameters(Node node) =>
            node.Operator is Operator.Call call ? callees[call.Block].OwnsParameters : node.Operator.Parameters().Length > 0;

        private string TextOf(Node node) =>
            node.Operator is Operator.Call call ? $"call({callees[call.Block].Hash})" : node.Operator.Text;

        /// <summary>Computing twice what owns no parameters is computing it once.</summary>
        private void ShareWhatOwnsNoParameters()
        {
            Dictionary<Value, int> identities = [];
            Dictionary<string, Node> known = [];
            block.Rewrite(node =>
            {
                if (OwnsParameters(node))
                    return false;
                IEnumerable<int> operands = node.Inputs.Select(Identity);
                if (node.Operator.IsCommutative)
                    operands = operands.Order();
                string line = $"{TextOf(node)} {string.Join(' ', operands)}";
                if (known.TryAdd(line, node))
                    return false;
                Node twin = known[line];
                foreach (Value output in node.Outputs)
                    output.Forward(twin.Outputs[output.Index]);
                return true;
            });

            int Identity(Value value)
            {
                identities.TryAdd(value, identities.Count);
                return identities[value];
            }
        }

        /// <summary>Merkle hashes from below, then from above, then from below again: nearly always as fine as can be.</summary>
        private void OrderOperands()
        {
            foreach (Node node in block.Nodes)
                _labels[node] = TextOf(node);
            LabelFromBelow();
            LabelFromAbove();
            LabelFromBelow();
        }

        private void LabelFromBelow()
        {
            foreach (Value input in block.Inputs)
                _keys[input] = $"input {input.Index}";
            foreach (Node node in block.Nodes)
            {
                _labels[node] = Sha($"{_labels[node]}({string.Join(';', Ordered(node).Select(input => _keys[input]))})");
                foreach (Value output in node.Outputs)
                    _keys[output] = $"{_labels[node]}.{output.Index}";
            }
        }

        private void LabelFromAbove()
        {
            Dictionary<Value, List<string>> uses = [];
            for (int i = 0; i < block.Outputs.Length; i++)
                Use(block.Outputs[i], $"output {i}");
            foreach (Node node in Enumerable.Reverse(block.Nodes))
            {
                IEnumerable<string> above = node.Outputs.SelectMany(output =>
                    uses.GetValueOrDefault(output, []).Order(StringComparer.Ordinal).Select(use => $"{output.Index}:{use}"));
                _labels[node] = Sha($"{_labels[node]}<{string.Join(';', above)}>");
                for (int i = 0; i < node.Inputs.Length; i++)
                    Use(node.Inputs[i], node.Operator.IsCommutative ? _labels[node] : $"{_labels[node]}.{i}");
            }

            void Use(Value value, string by)
            {
                ref List<string>? list = ref CollectionsMarshal.GetValueRefOrAddDefault(uses, value, out _);
                (list ??= []).Add(by);
            }
        }

        private IEnumerable<Value> Ordered(Node node) =>
            node.Operator.IsCommutative ? node.Inputs.OrderBy(input => _keys[input], StringComparer.Ordinal) : node.Inputs;

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
            IEnumerable<string> operands = Ordered(node).Select(Reference);
            if (node.Operator.IsCommutative)
                operands = operands.Order(StringComparer.Ordinal);
            _numbers.Add(node, _numbers.Count);
            _text.Append(TextOf(node)).Append(' ').AppendJoin(' ', operands).Append('\n');
        }

        private string Reference(Value value) =>
            value.Producer is { } producer ? $"{_numbers[producer]}.{value.Index}" : $"input.{value.Index}";
    }
}
