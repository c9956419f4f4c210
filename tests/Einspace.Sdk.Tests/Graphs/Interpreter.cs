using Einspace.Sdk.Graphs;

namespace Einspace.Sdk.Tests.Graphs;

/// <summary>
/// Runs graphs by the plainest loops, in double precision, with parameters drawn for their paths: passes must not change what it
/// computes. Linear weights and convolution kernels of one path have the same numbers in the same order.
/// </summary>
internal static class Interpreter
{
    public static double[] Run(ComputationGraph graph)
    {
        RandomStream random = RandomStream.Derive(0, "input");
        double[] input = [.. Enumerable.Range(0, (int)graph.Input.Elements).Select(_ => random.NextNormal())];
        return Run(graph, graph.Entry, "", [input])[0];
    }

    private static double[][] Run(ComputationGraph graph, GraphBlock block, string outer, double[][] inputs)
    {
        TensorShape[] shapes = block.Shapes();
        List<double[]> values = [.. inputs];
        foreach (GraphNode node in block.Nodes)
        {
            string path = GraphPath.Join(outer, node.Path);
            double[][] x = [.. node.Inputs.Select(i => values[i])];
            TensorShape[] s = [.. node.Inputs.Select(i => shapes[i])];
            values.AddRange(node.Operator is Operator.Call call
                ? Run(graph, graph.Blocks[call.Block], path, x)
                : [Apply(node, path, x, s)]);
        }

        return [.. block.Outputs.Select(output => values[output])];
    }

    private static double[] Apply(GraphNode node, string path, double[][] x, TensorShape[] s) => node.Operator switch
    {
        Operator.Linear op => Linear(x[0], op, Draw(path, "weight", op.OutFeatures * op.InFeatures), Draw(path, "bias", op.OutFeatures)),
        Operator.Conv2d op => Convolve(x[0], s[0], node.Outputs[0], op, Draw(path, "weight", op.OutChannels * op.InChannels * op.Kernel * op.Kernel), Draw(path, "bias", op.OutChannels)),
        Operator.Unfold op => Unfold(x[0], s[0], node.Outputs[0], op),
        Operator.LayerNorm op => Normalise(x[0], (int)op.Features),
        Operator.LeakyRelu op => [.. x[0].Select(v => v > 0 ? v : op.Slope * v)],
        Operator.Reshape => x[0],
        Operator.Permute op => Permute(x[0], s[0], op),
        Operator.Add => [.. Enumerable.Range(0, x[0].Length).Select(i => x.Sum(v => v[i]))],
        Operator.Multiply => [.. x[0].Zip(x[1], (a, b) => a * b)],
        Operator.MatMul => Multiply(x[0], x[1], s[0], s[1]),
        _ => throw new ArgumentException($"The tests' interpreter does not know {node.Operator}."),
    };

    private static double[] Draw(string path, string role, long count)
    {
        RandomStream random = RandomStream.Derive(0, $"{path}/{role}");
        return [.. Enumerable.Range(0, (int)count).Select(_ => random.NextNormal() / 3)];
    }

    private static double[] Linear(double[] x, Operator.Linear op, double[] weight, double[] bias)
    {
        (int inputs, int outputs) = ((int)op.InFeatures, (int)op.OutFeatures);
        double[] y = new double[x.Length / inputs * outputs];
        for (int i = 0; i < y.Length; i++)
            y[i] = bias[i % outputs] + Enumerable.Range(0, inputs).Sum(k => x[(i / outputs * inputs) + k] * weight[(i % outputs * inputs) + k]);
        return y;
    }

    private static double[] Unfold(double[] x, TensorShape shape, TensorShape output, Operator.Unfold op)
    {
        double[] y = new double[(int)output.Elements];
        long columns = ((shape[3] + (2 * op.Padding) - op.Kernel) / op.Stride) + 1;
        for (int i = 0; i < y.Length; i++)
        {
            (long token, long feature) = (i / output[2], i % output[2]);
            (long channel, long row, long column) = (feature / (op.Kernel * op.Kernel), feature / op.Kernel % op.Kernel, feature % op.Kernel);
            y[i] = At(x, shape, channel, (token / columns * op.Stride) + row - op.Padding, (token % columns * op.Stride) + column - op.Padding);
        }

        return y;
    }

    private static double[] Convolve(double[] x, TensorShape shape, TensorShape output, Operator.Conv2d op, double[] weight, double[] bias)
    {
        double[] y = new double[(int)output.Elements];
        for (int i = 0; i < y.Length; i++)
        {
            (long channel, long row, long column) = (i / (output[2] * output[3]), i / output[3] % output[2], i % output[3]);
            y[i] = bias[channel];
            for (long k = 0; k < op.InChannels * op.Kernel * op.Kernel; k++)
            {
                (long from, long down, long right) = (k / (op.Kernel * op.Kernel), k / op.Kernel % op.Kernel, k % op.Kernel);
                y[i] += weight[(channel * op.InChannels * op.Kernel * op.Kernel) + k]
                    * At(x, shape, from, (row * op.Stride) + down - op.Padding, (column * op.Stride) + right - op.Padding);
            }
        }

        return y;
    }

    private static double At(double[] x, TensorShape shape, long channel, long row, long column) =>
        row < 0 || column < 0 || row >= shape[2] || column >= shape[3] ? 0 : x[(((channel * shape[2]) + row) * shape[3]) + column];

    private static double[] Normalise(double[] x, int features) =>
    [
        .. x.Chunk(features).SelectMany(row =>
        {
            double mean = row.Average();
            double scale = 1 / Math.Sqrt(row.Average(v => (v - mean) * (v - mean)) + 1e-5);
            return row.Select(v => (v - mean) * scale);
        }),
    ];

    private static double[] Permute(double[] x, TensorShape shape, Operator.Permute op)
    {
        double[] y = new double[x.Length];
        long[] index = new long[shape.Rank];
        for (int i = 0; i < x.Length; i++)
        {
            long rest = i;
            for (int axis = shape.Rank; axis >= 1; axis--)
                (rest, index[axis - 1]) = Math.DivRem(rest, shape[axis]);
            y[op.Axes.Aggregate(0L, (place, axis) => (place * shape[axis]) + index[axis - 1])] = x[i];
        }

        return y;
    }

    private static double[] Multiply(double[] a, double[] b, TensorShape left, TensorShape right)
    {
        (int inner, int columns) = ((int)left[2], (int)right[2]);
        double[] y = new double[left[1] * columns];
        for (int i = 0; i < y.Length; i++)
            y[i] = Enumerable.Range(0, inner).Sum(k => a[(i / columns * inner) + k] * b[(k * columns) + (i % columns)]);
        return y;
    }
}
