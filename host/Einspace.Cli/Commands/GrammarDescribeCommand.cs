using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Einspace.Host.Plugins;
using Einspace.Sdk.Grammars;
using Microsoft.Extensions.DependencyInjection;

namespace Einspace.Cli.Commands;

/// <summary><c>grammar describe</c>: a grammar's symbols, productions and weights.</summary>
internal static class GrammarDescribeCommand
{
    public static Command Create()
    {
        Command command = new("describe", "Prints a grammar's symbols, productions and weights.");
        GrammarOptions.AddSubjectTo(command);
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parse)
    {
        using ServiceProvider services = CommonOptions.CreateServices(parse);
        Grammar grammar = GrammarOptions.CreateSubject(parse, services.GetRequiredService<PluginCatalog>());
        if (parse.GetValue(CommonOptions.Json))
            JsonOutput.Print(writer => Write(writer, grammar));
        else
            Print(grammar);
        return ExitCode.Success;
    }

    private static void Print(Grammar grammar)
    {
        Console.Out.WriteLine($"{grammar.Name} for inputs of shape {grammar.Input}; the start symbol is {grammar.Symbols[0].Name}");
        int labels = grammar.Symbols.SelectMany(symbol => symbol.Productions).Max(production => production.Label.Length);
        int children = grammar.Symbols.SelectMany(symbol => symbol.Productions).Max(production => Children(production).Length);
        foreach (SymbolDescription symbol in grammar.Symbols)
        {
            Console.Out.WriteLine();
            Console.Out.WriteLine(symbol.Name);
            foreach (ProductionDescription production in symbol.Productions)
                Console.Out.WriteLine($"  {production.Label.PadRight(labels)}  {Children(production).PadRight(children)}  {Share(production, symbol)}");
        }
    }

    private static string Children(ProductionDescription production) =>
        production.Children.IsEmpty ? "" : $"→ {string.Join(' ', production.Children)}";

    private static string Share(ProductionDescription production, SymbolDescription symbol) => production switch
    {
        { IsExecutableOnly: true } => "never drawn, accepted where written",
        { Probability: { } probability } => $"probability {Text(probability)}, fixed",
        _ => $"weight {Text(production.Weight)}, probability {Text(symbol.PriorOf(production))}",
    };

    private static string Text(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);

    private static void Write(Utf8JsonWriter writer, Grammar grammar)
    {
        writer.WriteStartObject();
        writer.WriteString("name", grammar.Name);
        writer.WriteShape("inputShape", grammar.Input);
        writer.WriteStartArray("symbols");
        foreach (SymbolDescription symbol in grammar.Symbols)
        {
            writer.WriteStartObject();
            writer.WriteString("name", symbol.Name);
            writer.WriteStartArray("productions");
            foreach (ProductionDescription production in symbol.Productions)
                Write(writer, symbol, production);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, SymbolDescription symbol, ProductionDescription production)
    {
        writer.WriteStartObject();
        writer.WriteString("production", production.Label);
        writer.WriteStartArray("children");
        foreach (string child in production.Children)
            writer.WriteStringValue(child);
        writer.WriteEndArray();
        writer.WriteNumber("weight", production.Weight);
        if (production.Probability is { } probability)
            writer.WriteNumber("fixedProbability", probability);
        else
            writer.WriteNull("fixedProbability");
        writer.WriteNumber("prior", symbol.PriorOf(production));
        writer.WriteBoolean("isDrawn", !production.IsExecutableOnly);
        writer.WriteEndObject();
    }
}
