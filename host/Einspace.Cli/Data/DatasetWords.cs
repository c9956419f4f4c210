using System.Globalization;
using Einspace.Sdk.Data;

namespace Einspace.Cli.Data;

/// <summary>What is said of datasets to people.</summary>
internal static class DatasetWords
{
    /// <summary>A split, as an adjective.</summary>
    public static string Of(DataSplit split) => split switch
    {
        DataSplit.Train => "training",
        DataSplit.Validation => "validation",
        _ => "test",
    };

    /// <summary>What two splits share, as a sentence without its end.</summary>
    public static string Of(SplitOverlap overlap) => string.Create(
        CultureInfo.InvariantCulture,
        $"{overlap.Shared:N0} of {overlap.All:N0} {overlap.What} of the {Of(overlap.Split)} split are in the {Of(overlap.Other)} split too");

    /// <summary>A number of any size, short enough for a table.</summary>
    public static string Number(double number) => number.ToString(Math.Abs(number) is >= 1e6 or (< 1e-3 and > 0) ? "0.###e0" : "0.####", CultureInfo.InvariantCulture);

    /// <summary>A share from 0 to 1.</summary>
    public static string Share(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.##} %");

    /// <summary>What is answered, and how well by which metric.</summary>
    public static string Answer(TaskSpec task) => $"{task.Output.Name()} {task.Answer}, measured by {task.Metric.Name()}";

    /// <summary>How many examples have each label of a multi-label task.</summary>
    public static int[] OfLabel(SplitDescription split) => [.. split.Targets.Select(label => (int)Math.Round(label.Mean * split.Examples))];

    /// <summary>The shared part.</summary>
    public static string Percent(SplitOverlap overlap) => Share((double)overlap.Shared / Math.Max(1, overlap.All));
}
