using Einspace.Sdk.Data;

namespace Einspace.Sdk.Graphs;

/// <summary>Attaches the head that turns a backbone's output into a task's answer (reference behaviour, SPEC section 9).</summary>
public static class NetworkHead
{
    /// <summary>The path of the head's nodes in the entry block.</summary>
    public const string Path = "head";

    /// <summary>
    /// Attaches the head. Where a vector is answered: of [C, H, W] the mean over H and W, of [S, D] the mean over the features D
    /// (reference behaviour, Q16: tokens are kept) or over the tokens S, as the options say, then a linear map. Where a picture
    /// [h, w] is answered: of [C, H, W] means over windows (<see cref="Operator.AdaptiveMean"/>) and a convolution with kernel 1 to
    /// one channel; of [S, D] the means alone, S becoming h and D becoming w.
    /// </summary>
    /// <param name="backbone">The lowered architecture, with output [C, H, W], [S, D] or, where a vector is answered, [D].</param>
    /// <param name="task">The task.</param>
    /// <param name="options">What may differ; null is <see cref="HeadOptions.Default"/>.</param>
    /// <returns>The network, with the task's answer as output.</returns>
    /// <exception cref="GraphException">The backbone's output has another rank.</exception>
    public static ComputationGraph Attach(ComputationGraph backbone, TaskSpec task, HeadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(backbone);
        ArgumentNullException.ThrowIfNull(task);

        List<GraphBlock> callees = [.. backbone.Blocks[..^1]];
        GraphBlockBuilder entry = GraphBlockBuilder.Continue(callees, backbone.Entry);
        GraphValue features = new(backbone.Entry.Outputs[0], backbone.Output);
        GraphValue answer = task.Answer.Rank == 2 ? Picture(entry, features, task.Answer) : Vector(entry, features, task.Answer, options);
        return new ComputationGraph([.. callees, entry.Finish([answer])]);
    }

    private static GraphValue Vector(GraphBlockBuilder entry, GraphValue features, TensorShape answer, HeadOptions? options)
    {
        GraphValue pooled = features.Shape.Rank switch
        {
            3 => entry.Apply(Path, new Operator.Mean([2, 3]), features),
            2 => entry.Apply(Path, new Operator.Mean([options?.TokenPooling == TokenPooling.Tokens ? 1 : 2]), features),
            1 => features,
            _ => throw new GraphException(Path, "head", [features.Shape], "a backbone's output [C, H, W], [S, D] or [D]"),
        };
        return entry.Apply(Path, new Operator.Linear(pooled.Shape[1], answer[1]), pooled);
    }

    private static GraphValue Picture(GraphBlockBuilder entry, GraphValue features, TensorShape answer)
    {
        if (features.Shape.Rank is not (2 or 3))
            throw new GraphException(Path, "head", [features.Shape], "a backbone's output [C, H, W] or [S, D]");
        GraphValue resized = entry.Apply(Path, new Operator.AdaptiveMean(answer[1], answer[2]), features);
        if (features.Shape.Rank == 2)
            return resized;
        GraphValue channel = entry.Apply(Path, new Operator.Conv2d(features.Shape[1], 1, Kernel: 1, Stride: 1, Padding: 0), resized);
        return entry.Apply(Path, new Operator.Reshape(answer), channel);
    }
}
