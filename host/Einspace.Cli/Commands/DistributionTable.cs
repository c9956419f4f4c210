using System.Globalization;
using System.Text.Json;
using Einspace.Sdk.Grammars.Analysis;

namespace Einspace.Cli.Commands;

/// <summary>Prints distributions: one a line, or as members of JSON.</summary>
internal static class DistributionTable
{
    /// <summary>The heads of the columns.</summary>
    public static void PrintHeader() =>
        Console.Out.WriteLine($"{"",-18}{"median",11}{"75 %",13}{"90 %",15}{"95 %",15}{"99 %",17}{"max",21}");

    /// <summary>A line of quantiles.</summary>
    public static void Print(string name, Distribution d) => Console.Out.WriteLine(
        $"{name,-18}{Number(d.Median),11}{Number(d.P75),13}{Number(d.P90),15}{Number(d.P95),15}{Number(d.P99),17}{Number(d.Max),21}");

    /// <summary>A whole number in groups of three, another with two decimals.</summary>
    public static string Number(double value) => value.ToString(
        Math.Abs(value) >= 1e21 ? "0.###e0" : Math.Abs(value) >= 1000 || value == Math.Floor(value) ? "N0" : "N2", CultureInfo.InvariantCulture);

    public static void WriteDistribution(this Utf8JsonWriter writer, string name, Distribution distribution)
    {
        writer.WriteStartObject(name);
        writer.WriteEstimate("mean", distribution.Mean);
        writer.WriteNumber("median", distribution.Median);
        writer.WriteNumber("p75", distribution.P75);
        writer.WriteNumber("p90", distribution.P90);
        writer.WriteNumber("p95", distribution.P95);
        writer.WriteNumber("p99", distribution.P99);
        writer.WriteNumber("max", distribution.Max);
        writer.WriteNumber("largestShare", distribution.LargestShare);
        writer.WriteEndObject();
    }

    /// <summary>An interval that a single value leaves open has no ends.</summary>
    public static void WriteEstimate(this Utf8JsonWriter writer, string name, Estimate estimate)
    {
        writer.WriteStartObject(name);
        writer.WriteNumber("value", estimate.Value);
        if (double.IsFinite(estimate.High))
        {
            writer.WriteNumber("low", estimate.Low);
            writer.WriteNumber("high", estimate.High);
        }
        else
        {
            writer.WriteNull("low");
            writer.WriteNull("high");
        }

        writer.WriteEndObject();
    }
}
