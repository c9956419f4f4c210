using System.CommandLine;
using Einspace.Host.Plugins;
using Einspace.Sdk;
using Einspace.Sdk.Data;
using Einspace.Sdk.Grammars;
using Einspace.Sdk.Graphs;
using Einspace.Sdk.Plugins;
using Einspace.Sdk.Search;
using Microsoft.Extensions.DependencyInjection;

namespace Einspace.Cli.Commands;

/// <summary>
/// <c>sample</c>: draws architectures from a grammar, one a line. The n-th depends on the seed and n alone, so that a larger count
/// goes on where a smaller one ended.
/// </summary>
internal static class SampleCommand
{
    private const int Attempts = 1000;

    private const int CountForStatistics = 1000;

    private static readonly Option<bool> Stats = new("--stats")
    {
        Description = "Instead of the architectures print how their sizes and draws are distributed; 1,000 of them where --count is not given.",
    };

    private static readonly Option<int> Count = new Option<int>("--count")
    {
        Description = "How many.",
        HelpName = "N",
        DefaultValueFactory = _ => 1,
    }.AtLeast(1);

    public static Command Create()
    {
        Command command = new("sample", "Draws architectures from a grammar, one a line.") { Count, Stats, CommonOptions.Seed };
        GrammarOptions.AddTo(command);
        LimitOptions.AddTo(command);
        command.Add(CommonOptions.Json);
        command.SetAction(Run);
        return command;
    }

    private static Task<int> Run(ParseResult parse, CancellationToken cancellation)
    {
        using ServiceProvider services = CommonOptions.CreateServices(parse);
        Part part = GrammarOptions.Find(parse, services.GetRequiredService<PluginCatalog>());
        TaskSpec task = GrammarOptions.CreateTask(parse);
        Grammar grammar = GrammarOptions.Create(parse, part, task);
        // No limit but those given, by options or by the profile: one sees what the grammar makes.
        Limits limits = OptionBinder.Bind<Limits>(LimitOptions.Read(parse), profile: parse.GetValue(CommonOptions.Profile)) with { MaxOperators = null };
        Limits? bound = limits == new Limits { MaxOperators = null } ? null : limits;
        bool json = parse.GetValue(CommonOptions.Json);
        SampleStatistics? statistics = parse.GetValue(Stats) ? new SampleStatistics() : null;
        int count = statistics is not null && parse.GetResult(Count) is not { Implicit: false } ? CountForStatistics : parse.GetValue(Count);

        for (int number = 0; number < count; number++)
        {
            cancellation.ThrowIfCancellationRequested();
            RandomStream random = RandomStream.Derive(parse.GetValue(CommonOptions.Seed), "sample", (ulong)number);
            SampledArchitecture sample = Draw(grammar, random, bound, architecture => GrammarOptions.Lower(parse, grammar, architecture, task).Costs());
            if (statistics is not null)
                statistics.Add(sample, GrammarOptions.Lower(parse, grammar, sample.Architecture, task).Costs());
            else if (json)
                Print(number, sample, GrammarOptions.Lower(parse, grammar, sample.Architecture, task));
            else
                Console.Out.WriteLine(sample.Architecture.Text);
        }

        statistics?.Print(json);
        return Task.FromResult(ExitCode.Success);
    }

    private static SampledArchitecture Draw(Grammar grammar, RandomStream random, Limits? limits, Func<Architecture, GraphCosts> measure)
    {
        long draws = 0;
        string? violation = null;
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            SampledArchitecture sample = grammar.Sample(random);
            draws += sample.Draws;
            violation = limits?.Violation(measure(sample.Architecture));
            if (violation is null)
                return sample with { Draws = draws };
        }

        throw new InputException($"None of {Attempts} architectures kept the limits; the last one has {violation}.");
    }

    private static void Print(int number, SampledArchitecture sample, ComputationGraph graph) => JsonOutput.Print(
        writer =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("number", number);
            writer.WriteString("architecture", sample.Architecture.Text);
            writer.WriteNumber("draws", sample.Draws);
            writer.WriteNumber("nodes", sample.Architecture.UniqueNodes);
            writer.WriteCosts(graph.Costs());
            writer.WriteString("hash", graph.Hash());
            writer.WriteEndObject();
        },
        onOneLine: true);
}
