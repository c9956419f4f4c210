namespace Einspace.Sdk.Data;

/// <summary>Names of the kinds of tasks.</summary>
public static class OutputKinds
{
    /// <summary>The name as users write it, for example <c>dense-regression</c>.</summary>
    /// <param name="output">The kind.</param>
    /// <returns>Small letters and hyphens.</returns>
    public static string Name(this OutputKind output) => output switch
    {
        OutputKind.Classification => "classification",
        OutputKind.MultiLabel => "multi-label",
        OutputKind.Regression => "regression",
        OutputKind.DenseRegression => "dense-regression",
        OutputKind.DenseLabels => "dense-labels",
        _ => throw new ArgumentOutOfRangeException(nameof(output), output, "No such kind of task."),
    };

    /// <summary>Whether a picture is answered, a number or a label for each of its pixels.</summary>
    /// <param name="output">The kind.</param>
    /// <returns>Whether answers have the shape [H, W].</returns>
    public static bool IsDense(this OutputKind output) => output is OutputKind.DenseRegression or OutputKind.DenseLabels;

    /// <summary>Whether targets say yes or no, as 1 or 0.</summary>
    /// <param name="output">The kind.</param>
    /// <returns>False for numbers in a unit, and for classifications, which have no targets.</returns>
    public static bool IsYesOrNo(this OutputKind output) => output is OutputKind.MultiLabel or OutputKind.DenseLabels;
}
