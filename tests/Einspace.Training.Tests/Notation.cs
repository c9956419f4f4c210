using System.Text.RegularExpressions;
using Einspace.Sdk.Data;
using Einspace.Sdk.Graphs;

namespace Einspace.Training.Tests;

/// <summary>Networks written in the reference's notation (SPEC sections 1 and 2), lowered by the shortest way, without the grammar plugin.</summary>
internal sealed partial class Notation
{
    private readonly Queue<string> _tokens;

    private Notation(string text) => _tokens = new(Token().Matches(text).Select(match => match.Value));

    public static ComputationGraph Network(string text, TaskSpec task)
    {
        Node root = new Notation(text).Read();
        ComputationGraph backbone = GraphBuilder.Build(task.Input, (block, x) => Lower(block, root, x, "0"));
        return GraphPasses.Simplify(NetworkHead.Attach(backbone, task));
    }

    private Node Read()
    {
        string name = _tokens.Dequeue();
        List<Node> children = [];
        if (_tokens.TryPeek(out string? next) && next == "(")
        {
            _tokens.Dequeue();
            while (_tokens.Peek() != ")")
                children.Add(Read());
            _tokens.Dequeue();
        }

        return new Node(name, [.. children]);
    }

    private static GraphValue Lower(GraphBlockBuilder block, Node node, GraphValue x, string path) => node.Name switch
    {
        "seq" => Lower(block, node.Children[1], Lower(block, node.Children[0], x, path + ".0"), path + ".1"),
        "comp" => Terminal(block, node.Children[0].Name, x, path + ".0"),
        "route" => Route(block, node.Children, x, path),
        "branch" => Branch(block, node.Children, x, path),
        _ => Terminal(block, node.Name, x, path),
    };

    private static GraphValue Route(GraphBlockBuilder block, Node[] parts, GraphValue x, string path)
    {
        GraphValue y = Lower(block, parts[1], Terminal(block, parts[0].Name, x, path + ".0"), path + ".1");
        if (parts[2].Name != "col2im")
            return Terminal(block, parts[2].Name, y, path + ".2");
        int[] n = Numbers(parts[0].Name);
        long height = ((x.Shape[2] + (2 * n[2]) - n[0]) / n[1]) + 1, width = ((x.Shape[3] + (2 * n[2]) - n[0]) / n[1]) + 1;
        GraphValue turned = block.Apply(path + ".2", new Operator.Permute([2, 1]), y);
        return block.Apply(path + ".2", new Operator.Reshape(new TensorShape((long)y.Shape.Elements / (height * width), height, width)), turned);
    }

    private static GraphValue Branch(GraphBlockBuilder block, Node[] parts, GraphValue x, string path)
    {
        int[] n = Numbers(parts[0].Name);
        GraphValue[] split = parts[0].Name.StartsWith("clone")
            ? [.. Enumerable.Repeat(x, n[0])]
            : [.. block.ApplyMany(path + ".0", new Operator.Split(n[1], n[0]), x)];
        GraphValue[] inner;
        if (parts[1].Name.StartsWith("rep"))
        {
            int callee = block.Define([split[0].Shape], (builder, inputs) => [Lower(builder, parts[1].Children[0], inputs[0], "0")]);
            inner = [.. split.Select((value, i) => block.Call($"{path}.1[{i}]", callee, value)[0])];
        }
        else
            inner = [Lower(block, parts[1], split[0], path + ".1"), Lower(block, parts[2], split[1], path + ".2")];

        string aggregation = parts[^1].Name;
        path += ".3";
        return aggregation switch
        {
            "add_tensors" => block.Apply(path, new Operator.Add(), inner),
            "dot_product" => block.Apply(path, new Operator.MatMul(), inner),
            "scaled_dot_product" => block.Apply(
                path, new Operator.Scale(1 / Math.Sqrt(inner[0].Shape.Sizes[^1])), block.Apply(path, new Operator.MatMul(), inner)),
            _ => block.Apply(path, Concat(Numbers(aggregation), inner), inner),
        };
    }

    // Q2: the shape is that of as many tensors as the name says, whatever the branch joins.
    private static Operator.Concat Concat(int[] axisAndArity, GraphValue[] inner)
    {
        (int axis, int arity) = (axisAndArity[0], axisAndArity[1]);
        long recorded = arity == 2 ? inner[0].Shape[axis] + inner[1].Shape[axis] : arity * inner[0].Shape[axis];
        return new(axis, recorded == inner.Sum(value => value.Shape[axis]) ? null : recorded);
    }

    private static GraphValue Terminal(GraphBlockBuilder block, string name, GraphValue x, string path)
    {
        int[] n = Numbers(name);
        Operator? op = Letters().Match(name).Value switch
        {
            "identity" => null,
            "linear" => new Operator.Linear(x.Shape.Sizes[^1], n[0]),
            "norm" => x.Shape.Rank == 3 ? new Operator.BatchNorm(x.Shape[1]) : new Operator.LayerNorm(x.Shape[2]),
            "leakyrelu" => new Operator.LeakyRelu(0.01),
            "softmax" => new Operator.Softmax(),
            "permute" => new Operator.Permute([.. $"{n[0]}".Select(digit => digit - '0')]),
            "im2col" => new Operator.Unfold(n[0], n[1], n[2]),
            "maxpool" => new Operator.MaxPool2d(n[0], n[1], n[2]),
            "learnable_positional_encoding" => new Operator.Add(),
            _ => throw new ArgumentException($"The notation has no terminal '{name}'."),
        };
        return op switch
        {
            null => x,
            Operator.Add => block.Apply(path, op, x, block.Apply(path, new Operator.Parameter(x.Shape))),
            _ => block.Apply(path, op, x),
        };
    }

    // The digit in im2col belongs to the name.
    private static int[] Numbers(string name) => [.. Digits().Matches(name.Replace("2col", "").Replace("2im", "")).Select(match => int.Parse(match.Value))];

    [GeneratedRegex(@"[\w]+|[()]")]
    private static partial Regex Token();

    [GeneratedRegex(@"^(im2col|[a-z_]+)")]
    private static partial Regex Letters();

    [GeneratedRegex(@"\d+")]
    private static partial Regex Digits();

    private sealed record Node(string Name, Node[] Children);
}
