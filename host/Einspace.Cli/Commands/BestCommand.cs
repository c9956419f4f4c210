using System.CommandLine;
using Einspace.Cli.Studies;
using Einspace.Host.Configuration;
using Einspace.Host.Plugins;
using Einspace.Host.Studies;
using Einspace.Host.Studies.Configuration;
using Einspace.Sdk;
using Einspace.Sdk.Data;
using Einspace.Sdk.Grammars;
using Einspace.Sdk.Graphs;
using Einspace.Sdk.Plugins;
using Microsoft.Extensions.DependencyInjection;

namespace Einspace.Cli.Commands;

/// <summary><c>best STUDY</c>: the best network that a study has found.</summary>
internal static class BestCommand
{
    private static readonly Argument<string> Study = new("STUDY") { Description = "The study's folder." };

    private static readonly Option<string> Format = CreateFormat();

    public static Command Create()
    {
        Command command = new("best", "Prints the best architecture of a study.") { Study, Format };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parse)
    {
        StudyFolder folder = StudyFolder.Existing(parse.GetRequiredValue(Study));
        StudyState state = folder.Fold(folder.ReadJournal().Records);
        StudyTrial best = state.Chosen ?? throw new InputException($"No trial of the study {folder.Path} has a score yet.");
        Console.Out.Write(parse.GetValue(Format) switch
        {
            "yaml" => OptionYaml.Write(Describe(best, state)),
            "dot" => GraphDot.Write(Lower(parse, folder, best, state)),
            _ => best.Proposed.Architecture + "\n",
        });
        return ExitCode.Success;
    }

    private static Option<string> CreateFormat()
    {
        Option<string> format = new("--format")
        {
            Description = "text: the architecture, for other commands; yaml: with its metrics and costs; dot: its network, for Graphviz.",
            HelpName = "text|yaml|dot",
            DefaultValueFactory = _ => "text",
        };
        format.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: not ("text" or "yaml" or "dot") and var found }])
                result.AddError($"Option --format: found '{found}', expected text, yaml or dot.");
        });
        return format;
    }

    private static OptionTree.Mapping Describe(StudyTrial best, StudyState state)
    {
        OptionTree.Mapping Metrics(IEnumerable<KeyValuePair<string, double>> metrics) =>
            new([.. metrics.Select(metric => KeyValuePair.Create(metric.Key, Scalar(FormattableString.Invariant($"{metric.Value:R}"))))]);
        OptionTree.Mapping tree = OptionTree.Empty
            .With("architecture", Scalar(best.Proposed.Architecture))
            .With("trial", Scalar($"{best.Number}"))
            .With("parameters", Scalar($"{best.Proposed.Parameters}"))
            .With("multiply-adds", Scalar($"{best.Proposed.MultiplyAdds}"))
            .With("activation-memory", Scalar($"{best.Proposed.ActivationMemory}"))
            .With("metrics", Metrics(best.Result!.Value.Metrics));
        return state.Final is { Failure: null } final && final.Trial == best.Number
            ? tree.With("final", OptionTree.Empty.With("epochs", Scalar($"{final.Fidelity}")).With("metrics", Metrics(final.Metrics)))
            : tree;
    }

    private static OptionTree Scalar(string text) => new OptionTree.Scalar(text);

    private static ComputationGraph Lower(ParseResult parse, StudyFolder folder, StudyTrial best, StudyState state)
    {
        StudyConfiguration configuration = StudyConfiguration.Read(OptionYaml.ReadFile(folder.Configuration));
        using ServiceProvider services = CommonOptions.CreateServices(parse);
        var factory = services.GetRequiredService<PluginCatalog>().Find<GrammarFactory>(PartKind.Grammar, configuration.Options.Grammar);
        object options = configuration.Bind("grammar", factory.OptionsType);
        TaskSpec task = state.Opened!.Task.ToSpec();
        Grammar grammar = factory.Create(options, task);
        return GraphPasses.Simplify(NetworkHead.Attach(grammar.Lower(grammar.Parse(best.Proposed.Architecture)), task, configuration.Options.ToHead()));
    }
}
