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
                Console.Out.WriteLine($"  {production.Label.PadRight(labels)}  {Children(production).PadRight(children)}  {Share(grammar, symbol, production)}");
        }

        if (grammar.Symbols.Any(symbol => symbol.Productions.Any(production => !production.RepeatedChildren.IsEmpty)))
        {
            Console.Out.WriteLine();
            Console.Out.WriteLine("k*: drawn once and repeated as often as what stands before it says; absent where that is 0 times");
        }
    }

    private static string Children(ProductionDescription production) =>
        production.Children.IsEmpty ? "" : $"→ {string.Join(' ', production.Children.Select((child, i) => production.RepeatedChildren.Contains(i) ? $"k*{child}" : child))}";

    private static string Share(Grammar grammar, SymbolDescription symbol, ProductionDescription production)
    {
        if (production.IsExecutableOnly)
            return "never drawn, accepted where written";
        double prior = grammar.PriorOf(symbol, production);
        if (prior == 0)
            return "not drawn at the root, where alone it could stand";
        return production.Probability == prior
            ? $"probability {Text(prior)}, fixed"
            : production.Probability is { } probability
                ? $"probability {Text(prior)} ({Text(probability)} where others are open)"
                : $"weight {Text(production.Weight)}, probability {Text(prior)}";
    }

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
                Write(writer, grammar, symbol, production);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Grammar grammar, SymbolDescription symbol, ProductionDescription production)
    {
        writer.WriteStartObject();
        writer.WriteString("production", production.Label);
        writer.WriteStartArray("children");
        foreach (string child in production.Children)
            writer.WriteStringValue(child);
        writer.WriteEndArray();
        writer.WriteStartArray("repeatedChildren");
        foreach (int child in production.RepeatedChildren)
            writer.WriteNumberValue(child);
        writer.WriteEndArray();
        writer.WriteNumber("weight", production.Weight);
        if (production.Probability is { } probability)
            writer.WriteNumber("fixedProbability", probability);
        else
            writer.WriteNull("fixedProbability");
        double prior = grammar.PriorOf(symbol, production);
        writer.WriteNumber("prior", prior);
        writer.WriteBoolean("isDrawn", prior > 0);
        writer.WriteEndObject();
    }
}
