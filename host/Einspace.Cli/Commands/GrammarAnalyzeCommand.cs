using System.CommandLine;
using Einspace.Host.Plugins;
using Einspace.Sdk.Grammars;
using Einspace.Sdk.Grammars.Analysis;
using Microsoft.Extensions.DependencyInjection;

namespace Einspace.Cli.Commands;

/// <summary><c>grammar analyze</c>: what a grammar's law makes of its weights.</summary>
internal static class GrammarAnalyzeCommand
{
    private static readonly Option<int> Samples = new Option<int>("--samples")
    {
        Description = "How many architectures to draw.",
        HelpName = "N",
        DefaultValueFactory = _ => 10_000,
    }.AtLeast(GrammarAnalysis.FewestSamples);

    public static Command Create()
    {
        Command command = new("analyze", "Measures sizes, growth, frequencies and waste of a grammar, and which weights would bound it.") { Samples, CommonOptions.Seed };
        GrammarOptions.AddSubjectTo(command);
        command.SetAction(Run);
        return command;
    }

    private static Task<int> Run(ParseResult parse, CancellationToken cancellation)
    {
        using ServiceProvider services = CommonOptions.CreateServices(parse);
        Grammar grammar = GrammarOptions.CreateSubject(parse, services.GetRequiredService<PluginCatalog>());
        GrammarAnalysis analysis = GrammarAnalysis.Of(grammar, parse.GetValue(Samples), parse.GetValue(CommonOptions.Seed), cancellation);
        if (parse.GetValue(CommonOptions.Json))
            JsonOutput.Print(writer => AnalysisReport.Write(writer, grammar, analysis));
        else
            AnalysisReport.Print(grammar, analysis);
        return Task.FromResult(ExitCode.Success);
    }
}
