using System.Collections.Immutable;

namespace Einspace.Sdk.Graphs;

/// <summary>A block whose nodes can be rewritten in place; <see cref="ToBlock"/> numbers the values anew.</summary>
internal sealed class EditableBlock
{
    public EditableBlock(GraphBlock block)
    {
        Inputs = [.. block.Inputs.Select((shape, i) => new Value(null, i, shape))];
        List<Value> values = [.. Inputs];
        foreach (GraphNode node in block.Nodes)
        {
            Node copy = new(node.Path, node.Operator, [.. node.Inputs.Select(input => values[input])], node.Outputs);
            Nodes.Add(copy);
            values.AddRange(copy.Outputs);
        }

        Outputs = [.. block.Outputs.Select(output => values[output])];
    }

    public ImmutableArray<Value> Inputs { get; }

    public List<Node> Nodes { get; private set; } = [];

    public Value[] Outputs { get; private set; }

    /// <summary>Visits the nodes in order, each with its inputs resolved.</summary>
    public bool Rewrite(Func<Node, bool> rule)
    {
        bool changed = false;
        foreach (Node node in Nodes)
        {
            node.Inputs = Array.ConvertAll(node.Inputs, input => input.Resolved);
            changed |= rule(node);
        }

        Outputs = Array.ConvertAll(Outputs, output => output.Resolved);
        RemoveDead();
        return changed;
    }

    /// <summary>Puts the nodes into the order of their numbers; those without one are dead.</summary>
    public void Reorder(IReadOnlyDictionary<Node, int> numbers) =>
        Nodes = [.. Nodes.Where(numbers.ContainsKey).OrderBy(node => numbers[node])];

    public GraphBlock ToBlock()
    {
        RemoveDead();
        Dictionary<Value, int> numbers = [];
        foreach (Value value in Inputs)
            numbers.Add(value, numbers.Count);
        var nodes = ImmutableArray.CreateBuilder<GraphNode>(Nodes.Count);
        foreach (Node node in Nodes)
        {
            nodes.Add(new GraphNode(
                node.Path, node.Operator, [.. node.Inputs.Select(input => numbers[input])], [.. node.Outputs.Select(o => o.Shape)]));
            foreach (Value output in node.Outputs)
                numbers.Add(output, numbers.Count);
        }

        return new GraphBlock(
            [.. Inputs.Select(input => input.Shape)], nodes.MoveToImmutable(), [.. Outputs.Select(output => numbers[output])]);
    }

    /// <summary>Removes nodes of which nothing is used, and counts the uses of the others' values.</summary>
    private void RemoveDead()
    {
        foreach (Value value in Inputs.Concat(Nodes.SelectMany(node => node.Outputs)))
            value.Uses = 0;
        foreach (Value output in Outputs)
            output.Uses++;
        List<Node> live = new(Nodes.Count);
        for (int i = Nodes.Count - 1; i >= 0; i--)
        {
            if (Nodes[i].Outputs.All(output => output.Uses == 0))
                continue;
            live.Add(Nodes[i]);
            foreach (Value input in Nodes[i].Inputs)
                input.Uses++;
        }

        live.Reverse();
        Nodes = live;
    }

    /// <summary>A value; once forwarded, another takes its place.</summary>
    public sealed class Value(Node? producer, int index, TensorShape shape)
    {
        private Value? _forward;

        public Node? Producer => producer;

        public int Index => index;

        public TensorShape Shape => shape;

        public int Uses { get; set; }

        public Value Resolved => _forward ?? this;

        public void Forward(Value other) => _forward = other.Resolved;
    }

    public sealed class Node
    {
        public Node(string path, Operator op, Value[] inputs, ImmutableArray<TensorShape> outputs)
        {
            Path = path;
            Operator = op;
            Inputs = inputs;
            Outputs = [.. outputs.Select((shape, i) => new Value(this, i, shape))];
        }

        public string Path { get; set; }

        public Operator Operator { get; set; }

        public Value[] Inputs { get; set; }

        public Value[] Outputs { get; }
    }
}
