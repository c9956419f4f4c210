using Einspace.Sdk.Data;

namespace Einspace.Sdk.Graphs;

/// <summary>Attaches the head that turns a backbone's output into a task's answer (reference behaviour, SPEC section 9).</summary>
public static class NetworkHead
{
    /// <summary>The path of the head's nodes in the entry block.</summary>
    public const string Path = "head";

    /// <summary>
    /// Attaches the head. Classification: of [C, H, W] the mean over H and W, of [S, D] the mean over the features D (reference
    /// behaviour, Q16: tokens are kept) or over the tokens S, as the options say, then a linear map to the classes.
    /// </summary>
    /// <param name="backbone">The lowered architecture, with output [C, H, W], [S, D] or [D].</param>
    /// <param name="task">The task.</param>
    /// <param name="options">What may differ; null is <see cref="HeadOptions.Default"/>.</param>
    /// <returns>The network, with output [classes].</returns>
    /// <exception cref="GraphException">The backbone's output has another rank.</exception>
    public static ComputationGraph Attach(ComputationGraph backbone, TaskSpec task, HeadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(backbone);
        ArgumentNullException.ThrowIfNull(task);
        if (task.Output != OutputKind.Classification)
            throw new ArgumentException($"There is no head for {task.Output}.", nameof(task));

        List<GraphBlock> callees = [.. backbone.Blocks[..^1]];
        GraphBlockBuilder entry = GraphBlockBuilder.Continue(callees, backbone.Entry);
        GraphValue features = new(backbone.Entry.Outputs[0], backbone.Output);
        GraphValue pooled = features.Shape.Rank switch
        {
            3 => entry.Apply(Path, new Operator.Mean([2, 3]), features),
            2 => entry.Apply(Path, new Operator.Mean([options?.TokenPooling == TokenPooling.Tokens ? 1 : 2]), features),
            1 => features,
            _ => throw new GraphException(Path, "head", [features.Shape], "a backbone's output [C, H, W], [S, D] or [D]"),
        };
        GraphValue logits = entry.Apply(Path, new Operator.Linear(pooled.Shape[1], task.Classes), pooled);
        return new ComputationGraph([.. callees, entry.Finish([logits])]);
    }
}
