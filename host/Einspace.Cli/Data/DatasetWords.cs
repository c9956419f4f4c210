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

    /// <summary>The shared part.</summary>
    public static string Percent(SplitOverlap overlap) => string.Create(CultureInfo.InvariantCulture, $"{100.0 * overlap.Shared / Math.Max(1, overlap.All):0.##} %");
}
