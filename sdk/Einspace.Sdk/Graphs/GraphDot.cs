using System.Text;

namespace Einspace.Sdk.Graphs;

/// <summary>Draws graphs in Graphviz' language: one cluster for each block, nodes with operator and path, edges with shapes.</summary>
public static class GraphDot
{
    /// <summary>Writes a graph.</summary>
    /// <param name="graph">The graph.</param>
    /// <returns>Text for <c>dot</c>; a call names the block whose cluster it runs.</returns>
    public static string Write(ComputationGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        StringBuilder text = new();
        text.Append("digraph network {\n  rankdir=TB; node [shape=box, fontname=\"monospace\"]; edge [fontname=\"monospace\"];\n");
        for (int i = 0; i < graph.Blocks.Length; i++)
            Write(text, graph.Blocks[i], i, i == graph.Blocks.Length - 1 ? "network" : $"block {i}");
        return text.Append("}\n").ToString();
    }

    private static void Write(StringBuilder text, GraphBlock block, int number, string label)
    {
        text.Append($"  subgraph cluster{number} {{\n    label=\"{label}\";\n");
        TensorShape[] shapes = block.Shapes();
        List<string> producers = [];
        for (int i = 0; i < block.Inputs.Length; i++)
        {
            producers.Add($"b{number}_in{i}");
            text.Append($"    {producers[i]} [label=\"input {i}\", shape=ellipse];\n");
        }

        for (int i = 0; i < block.Nodes.Length; i++)
        {
            GraphNode node = block.Nodes[i];
            string name = $"b{number}_n{i}";
            text.Append($"    {name} [label=\"{node.Operator}\\n{node.Path.Replace("\"", "\\\"")}\"];\n");
            foreach (int input in node.Inputs)
                Edge(input, name);
            producers.AddRange(Enumerable.Repeat(name, node.Outputs.Length));
        }

        for (int i = 0; i < block.Outputs.Length; i++)
        {
            text.Append($"    b{number}_out{i} [label=\"output {i}\", shape=ellipse];\n");
            Edge(block.Outputs[i], $"b{number}_out{i}");
        }

        text.Append("  }\n");

        void Edge(int value, string to) => text.Append($"    {producers[value]} -> {to} [label=\"{shapes[value]}\"];\n");
    }
}
