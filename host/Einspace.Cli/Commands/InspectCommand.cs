using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Einspace.Host.Plugins;
using Einspace.Sdk.Data;
using Einspace.Sdk.Grammars;
using Einspace.Sdk.Graphs;
using Einspace.Sdk.Plugins;
using Microsoft.Extensions.DependencyInjection;

namespace Einspace.Cli.Commands;

/// <summary><c>inspect</c>: what an architecture costs and computes, without training it.</summary>
internal static class InspectCommand
{
    private static readonly Argument<string> Subject = new("ARCHITECTURE")
    {
        Description = "An architecture's text, the name of one of the grammar's seed architectures, or '-' to read a text from standard input.",
    };

    private const string CannotRun =
        "a concatenation says another size than it has (Q2), and what follows was made for the size it says";

    public static Command Create()
    {
        Command command = new("inspect", "Says what an architecture costs and computes, without training it.") { Subject };
        GrammarOptions.AddTo(command);
        command.Add(CommonOptions.Json);
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parse)
    {
        using ServiceProvider services = CommonOptions.CreateServices(parse);
        Part part = GrammarOptions.Find(parse, services.GetRequiredService<PluginCatalog>());
        TaskSpec task = GrammarOptions.CreateTask(parse);
        Grammar grammar = GrammarOptions.Create(parse, part, task);
        string subject = parse.GetRequiredValue(Subject);
        Architecture architecture = subject == "-"
            ? grammar.Parse(Console.In.ReadToEnd())
            : ((GrammarFactory)part.Factory).Read(subject, grammar, task);
        ComputationGraph graph = GrammarOptions.Lower(parse, grammar, architecture, task);
        DerivationCheck check = grammar.Check(architecture);
        if (parse.GetValue(CommonOptions.Json))
            JsonOutput.Print(writer => Write(writer, architecture, graph, check));
        else
            Print(architecture, graph, check);
        return ExitCode.Success;
    }

    private static void Print(Architecture architecture, ComputationGraph graph, DerivationCheck check)
    {
        GraphCosts costs = graph.Costs();
        TensorShape? executed = graph.ExecutedOutput();
        Line("architecture", architecture.Text);
        Line("input", $"{graph.Input}");
        Line("output", $"{graph.Output}");
        if (executed is null)
            Line("cannot run", CannotRun);
        else if (executed != graph.Output)
            Line("runs as", $"{executed}, since a concatenation joins what it gets, whatever size it says (Q2)");
        Line("parameters", Count(costs.Parameters));
        Line("multiply-adds", Count(costs.MultiplyAdds));
        Line("activation memory", $"{Count(costs.ActivationMemory)} bytes an example");
        Line("operators", Count(costs.Operators));
        Line("nodes", $"{Count((UInt128)architecture.UniqueNodes)} unique, {Count(architecture.ExpandedNodes)} with every copy");
        Line("terminals", $"{Count(architecture.Terminals)} with every copy");
        Line("nonterminals", $"{Count(architecture.Nonterminals)} with every copy");
        Line("depth", $"{architecture.Depth}");
        Line("histogram", string.Join(", ", architecture.Histogram.OrderByDescending(pair => pair.Value).Select(pair => $"{pair.Key}: {Count(pair.Value)}")));
        Line("hash", graph.Hash());
        Line("derivation's hash", architecture.Hash);
        Line("the grammar makes it", check.IsDerivable ? "yes" : $"no: {check.Reason}");

        static void Line(string name, string value) => Console.Out.WriteLine($"{name,-22}{value}");
        static string Count(UInt128 count) => count.ToString("N0", CultureInfo.InvariantCulture);
    }

    private static void Write(Utf8JsonWriter writer, Architecture architecture, ComputationGraph graph, DerivationCheck check)
    {
        TensorShape? executed = graph.ExecutedOutput();
        writer.WriteStartObject();
        writer.WriteString("architecture", architecture.Text);
        writer.WriteShape("inputShape", graph.Input);
        writer.WriteShape("outputShape", graph.Output);
        if (executed is { } shape)
            writer.WriteShape("executedShape", shape);
        else
            writer.WriteNull("executedShape");
        writer.WriteCosts(graph.Costs());
        writer.WriteNumber("nodes", architecture.UniqueNodes);
        writer.WriteCount("expandedNodes", architecture.ExpandedNodes);
        writer.WriteCount("terminals", architecture.Terminals);
        writer.WriteCount("nonterminals", architecture.Nonterminals);
        writer.WriteNumber("depth", architecture.Depth);
        writer.WriteStartObject("histogram");
        foreach ((string production, UInt128 count) in architecture.Histogram)
            writer.WriteCount(production, count);
        writer.WriteEndObject();
        writer.WriteString("hash", graph.Hash());
        writer.WriteString("derivationHash", architecture.Hash);
        writer.WriteBoolean("derivable", check.IsDerivable);
        writer.WriteBoolean("executable", check.IsExecutable && executed is not null);
        writer.WriteString("reason", executed is null ? CannotRun : check.Reason);
        writer.WriteEndObject();
    }
}
