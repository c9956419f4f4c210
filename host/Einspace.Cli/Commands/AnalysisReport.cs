using System.Globalization;
using System.Text.Json;
using Einspace.Sdk.Grammars;
using Einspace.Sdk.Grammars.Analysis;

namespace Einspace.Cli.Commands;

/// <summary>An analysis of a grammar, for people and for scripts.</summary>
internal static class AnalysisReport
{
    /// <summary>A sample that makes up so much of a sum says that the mean cannot be trusted.</summary>
    private const double HeavyTail = 0.1;

    public static void Print(Grammar grammar, GrammarAnalysis analysis)
    {
        Line($"{grammar.Name} for inputs of shape {grammar.Input}: {analysis.Samples:N0} samples");
        Line("");
        PrintSizes(analysis);
        PrintGrowth(analysis);
        PrintThresholds(analysis);
        PrintProductions(analysis);
    }

    public static void Write(Utf8JsonWriter writer, Grammar grammar, GrammarAnalysis analysis)
    {
        writer.WriteStartObject();
        writer.WriteString("grammar", grammar.Name);
        writer.WriteShape("inputShape", grammar.Input);
        writer.WriteNumber("samples", analysis.Samples);
        foreach ((string _, string member, Distribution distribution) in Quantities(analysis))
            writer.WriteDistribution(member, distribution);
        writer.WriteNumber("discardedDraws", analysis.DiscardedDraws);
        writer.WriteNumber("discardedDrawsOfASample", analysis.DiscardedDrawsOfASample);
        writer.WriteNumber("measuredDepth", analysis.MeasuredDepth);
        writer.WriteStartArray("growth");
        foreach (GrowthRate growth in analysis.Growth)
            Write(writer, growth);
        writer.WriteEndArray();
        writer.WriteStartArray("thresholds");
        foreach (ConsistencyThreshold threshold in analysis.Thresholds)
            Write(writer, threshold);
        writer.WriteEndArray();
        writer.WriteStartArray("productions");
        foreach (ProductionFrequency production in analysis.Productions)
            Write(writer, production);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static (string Name, string Member, Distribution Distribution)[] Quantities(GrammarAnalysis analysis) =>
    [
        ("unique nodes", "uniqueNodes", analysis.UniqueNodes),
        ("nodes with copies", "expandedNodes", analysis.ExpandedNodes),
        ("depth", "depth", analysis.Depth),
        ("draws", "draws", analysis.Draws),
    ];

    private static void PrintSizes(GrammarAnalysis analysis)
    {
        DistributionTable.PrintHeader();
        foreach ((string name, string _, Distribution distribution) in Quantities(analysis))
            DistributionTable.Print(name, distribution);
        Line("");
        Line($"{"expected",-18}{"mean",18}{"95 % interval",34}");
        foreach ((string name, string _, Distribution d) in Quantities(analysis))
        {
            string interval = $"{DistributionTable.Number(d.Mean.Low)} to {DistributionTable.Number(d.Mean.High)}";
            string warning = d.LargestShare > HeavyTail
                ? $"   not to be trusted: one sample makes up {Percent(d.LargestShare)} of it"
                : "";
            Line($"{name,-18}{DistributionTable.Number(d.Mean.Value),18}{interval,34}{warning}");
        }

        Line("");
        Line($"discarded draws: {Percent(analysis.DiscardedDraws)} of all; {Percent(analysis.DiscardedDrawsOfASample)} of a sample's in the mean");
    }

    private static void PrintGrowth(GrammarAnalysis analysis)
    {
        string[] classes = [.. analysis.Growth[0].Classes.Keys];
        Line("");
        Line($"growth from one level to the next, of parents down to depth {analysis.MeasuredDepth} (below 1: finite without a depth limit)");
        if (analysis.Growth.Any(growth => growth.Measured is null))
        {
            Line("not measured: the depth limit is so near that no symbol derived itself");
            return;
        }

        Line($"{"",-18}{"by weights",11}{"measured",11}{"95 % interval",18}{string.Concat(classes.Select(name => $"{name,11}"))}");
        foreach (GrowthRate growth in analysis.Growth)
        {
            string byWeights = growth.ByWeights is { } radius ? Rate(radius) : "";
            Estimate measured = growth.Measured!.Value;
            string interval = $"{Rate(measured.Low)} to {Rate(measured.High)}";
            Line($"{InWords(growth.Measure),-18}{byWeights,11}{Rate(measured.Value),11}{interval,18}{string.Concat(classes.Select(name => $"{Rate(growth.Classes[name]),11}"))}");
        }
    }

    private static void PrintThresholds(GrammarAnalysis analysis)
    {
        if (analysis.Thresholds.IsEmpty)
            return;
        Line("");
        Line("what would keep them finite, all else as declared");
        foreach (ConsistencyThreshold threshold in analysis.Thresholds)
        {
            string share = threshold.IsProbability ? "probability" : "weight";
            string declared = Share(threshold.Declared);
            string answer = threshold.Needed switch
            {
                null => $"no {share} of it is enough ({declared} declared)",
                { } needed when needed == threshold.Declared => $"its {share} {declared} is enough",
                { } needed => $"{share} {Share(needed)} instead of {declared}",
            };
            Line($"  {threshold.Symbol} {threshold.Production,-22}{InWords(threshold.Measure),-20}{answer}");
        }
    }

    private static void PrintProductions(GrammarAnalysis analysis)
    {
        Line("");
        Line($"{"production",-28}{"prior",10}{"drawn",10}{"kept",10}{"discarded",12}");
        foreach (IGrouping<string, ProductionFrequency> symbol in analysis.Productions.GroupBy(production => production.Symbol))
        {
            Line(symbol.Key);
            foreach (ProductionFrequency p in symbol)
                Line($"  {p.Production,-26}{Percent(p.Prior),10}{Percent(p.Drawn),10}{Percent(p.Kept),10}{(p.Discarded is { } discarded ? Percent(discarded) : ""),12}");
        }
    }

    private static void Write(Utf8JsonWriter writer, GrowthRate growth)
    {
        writer.WriteStartObject();
        writer.WriteString("measure", Member(growth.Measure));
        if (growth.ByWeights is { } radius)
            writer.WriteNumber("byWeights", radius);
        else
            writer.WriteNull("byWeights");
        if (growth.Measured is { } measured)
            writer.WriteEstimate("measured", measured);
        else
            writer.WriteNull("measured");
        writer.WriteStartObject("classes");
        foreach ((string name, double rate) in growth.Classes)
            writer.WriteNumber(name, rate);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, ConsistencyThreshold threshold)
    {
        writer.WriteStartObject();
        writer.WriteString("symbol", threshold.Symbol);
        writer.WriteString("production", threshold.Production);
        writer.WriteString("measure", Member(threshold.Measure));
        writer.WriteString("share", threshold.IsProbability ? "probability" : "weight");
        writer.WriteNumber("declared", threshold.Declared);
        if (threshold.Needed is { } needed)
            writer.WriteNumber("needed", needed);
        else
            writer.WriteNull("needed");
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, ProductionFrequency production)
    {
        writer.WriteStartObject();
        writer.WriteString("symbol", production.Symbol);
        writer.WriteString("production", production.Production);
        writer.WriteNumber("prior", production.Prior);
        writer.WriteNumber("drawn", production.Drawn);
        writer.WriteNumber("kept", production.Kept);
        if (production.Discarded is { } discarded)
            writer.WriteNumber("discarded", discarded);
        else
            writer.WriteNull("discarded");
        writer.WriteEndObject();
    }

    private static string InWords(GrowthMeasure measure) => measure switch
    {
        GrowthMeasure.UniqueNodes => "unique nodes",
        GrowthMeasure.ExpandedNodes => "nodes with copies",
        _ => "draws",
    };

    private static string Member(GrowthMeasure measure) => measure switch
    {
        GrowthMeasure.UniqueNodes => "uniqueNodes",
        GrowthMeasure.ExpandedNodes => "expandedNodes",
        _ => "draws",
    };

    private static string Rate(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);

    private static string Share(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);

    private static string Percent(double share) => (100 * share).ToString("0.0", CultureInfo.InvariantCulture) + " %";

    private static void Line(string text) => Console.Out.WriteLine(text);
}
