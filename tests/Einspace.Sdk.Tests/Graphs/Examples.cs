using System.Collections.Immutable;
using Einspace.Sdk.Graphs;

namespace Einspace.Sdk.Tests.Graphs;

/// <summary>Graphs that several tests look at.</summary>
internal static class Examples
{
    /// <summary>conv, norm, relu, conv, norm, plus the input, relu.</summary>
    public static ComputationGraph BasicBlock(long channels, long side) =>
        GraphBuilder.Build(new TensorShape(channels, side, side), (block, x) =>
        {
            GraphValue y = block.Apply("0", new Operator.Conv2d(channels, channels, 3, 1, 1), x);
            y = block.Apply("1", new Operator.BatchNorm(channels), y);
            y = block.Apply("2", new Operator.LeakyRelu(0), y);
            y = block.Apply("3", new Operator.Conv2d(channels, channels, 3, 1, 1), y);
            y = block.Apply("4", new Operator.BatchNorm(channels), y);
            y = block.Apply("5", new Operator.Add(), y, x);
            return block.Apply("6", new Operator.LeakyRelu(0), y);
        });

    /// <summary>Eight copies of eight copies of … of one linear map with 72 parameters, summed.</summary>
    public static ComputationGraph Nested(int depth)
    {
        TensorShape shape = new(4, 8);
        return GraphBuilder.Build(shape, (block, x) => Level(block, "0", depth, x));

        static GraphValue Level(GraphBlockBuilder block, string path, int depth, GraphValue x)
        {
            if (depth == 0)
                return block.Apply(path, new Operator.Linear(8, 8), x);
            int callee = block.Define([x.Shape], (inner, inputs) => [Level(inner, "1", depth - 1, inputs[0])]);
            GraphValue[] copies = [.. Enumerable.Range(0, 8).Select(copy => block.Call($"{path}[{copy}]", callee, x)[0])];
            return block.Apply("add", new Operator.Add(), copies);
        }
    }

    /// <summary>Unfold, linear map, tokens to pixels, as einspace lowers a routing.</summary>
    public static ComputationGraph Routing(TensorShape input, long kernel, long stride, long padding, long width) =>
        GraphBuilder.Build(input, (block, x) =>
        {
            long height = ((input[2] + (2 * padding) - kernel) / stride) + 1;
            long across = ((input[3] + (2 * padding) - kernel) / stride) + 1;
            GraphValue y = block.Apply("0.0", new Operator.Unfold(kernel, stride, padding), x);
            y = block.Apply("0.1", new Operator.Linear(input[1] * kernel * kernel, width), y);
            y = block.Apply("0.2", new Operator.Permute([2, 1]), y);
            return block.Apply("0.2", new Operator.Reshape(new TensorShape(width, height, across)), y);
        });
}
