using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Einspace.Host.Plugins;
using Einspace.Host.Studies.Configuration;
using Einspace.Sdk;
using Einspace.Sdk.Data;
using Einspace.Sdk.Grammars;
using Einspace.Sdk.Graphs;
using Einspace.Sdk.Plugins;

namespace Einspace.Cli;

/// <summary>The options of commands that look at a grammar without a study: which grammar, its options, and for what input.</summary>
internal static class GrammarOptions
{
    public static readonly Option<string> Grammar = new("--grammar")
    {
        Description = "The grammar.",
        HelpName = "NAME",
        DefaultValueFactory = _ => "einspace",
    };

    public static readonly Option<TensorShape> Input = new("--input")
    {
        Description = "Shape of one example: C,H,W for images, S,D for S tokens of D features.",
        HelpName = "SHAPE",
        CustomParser = ParseShape,
        DefaultValueFactory = _ => new TensorShape(3, 28, 28),
    };

    public static readonly Option<int?> Classes = new Option<int?>("--classes")
    {
        Description = "Attach the head for so many classes; without it, the network without a head.",
        HelpName = "N",
    }.AtLeast(2);

    private static readonly Option<string> TokenPooling = CreateTokenPooling();

    public static readonly Argument<string> Name = new("GRAMMAR") { Description = "The grammar's name." };

    /// <summary>Adds the grammar as an argument, and what decides its law.</summary>
    public static void AddSubjectTo(Command command)
    {
        command.Add(Name);
        command.Add(Input);
        command.Add(CommonOptions.Set);
        command.Add(CommonOptions.Profile);
        command.Add(CommonOptions.Json);
    }

    public static void AddTo(Command command)
    {
        command.Add(Grammar);
        command.Add(Input);
        command.Add(Classes);
        command.Add(TokenPooling);
        command.Add(CommonOptions.Set);
        command.Add(CommonOptions.Profile);
    }

    /// <summary>The task that stands for the input; its classes count only where a head is asked for.</summary>
    public static TaskSpec CreateTask(ParseResult parse)
    {
        TensorShape input = parse.GetValue(Input);
        return new TaskSpec(
            "example", input, input.Rank == 3 ? InputMode.Image : InputMode.Tokens, parse.GetValue(Classes) ?? 2);
    }

    /// <summary>Finds the grammar that the command line names.</summary>
    /// <exception cref="InputException">There is no such grammar, or no such profile.</exception>
    public static Part Find(ParseResult parse, PluginCatalog catalog) => Find(parse, catalog, parse.GetValue(Grammar)!);

    /// <summary>Creates the grammar that is the command's argument.</summary>
    /// <exception cref="InputException">There is no such grammar, no such profile, or an option is none of its.</exception>
    public static Grammar CreateSubject(ParseResult parse, PluginCatalog catalog) =>
        Create(parse, Find(parse, catalog, parse.GetRequiredValue(Name)), CreateTask(parse));

    private static Part Find(ParseResult parse, PluginCatalog catalog, string name)
    {
        StudyProfile.RefuseUnknown(parse.GetValue(CommonOptions.Profile)!, catalog);
        return catalog.Find(PartKind.Grammar, name);
    }

    /// <summary>Creates the grammar with its options.</summary>
    /// <exception cref="InputException">An option is none of its.</exception>
    public static Grammar Create(ParseResult parse, Part part, TaskSpec task) =>
        ((GrammarFactory)part.Factory).Create(CommonOptions.BindOptions(parse, part, parse.GetValue(CommonOptions.Profile)), task);

    /// <summary>Lowers an architecture, with a head where classes were given, as evaluators see it.</summary>
    public static ComputationGraph Lower(ParseResult parse, Grammar grammar, Architecture architecture, TaskSpec task)
    {
        ComputationGraph backbone = grammar.Lower(architecture);
        return GraphPasses.Simplify(parse.GetValue(Classes) is null
            ? backbone
            : NetworkHead.Attach(backbone, task, ReadHead(parse)));
    }

    private static Option<string> CreateTokenPooling()
    {
        Option<string> option = new("--token-pooling")
        {
            Description = "What the head averages away where the network ends in tokens [S, D]: its features, as the reference does, or its tokens.",
            HelpName = "features|tokens",
            DefaultValueFactory = _ => "features",
        };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: not ("features" or "tokens") and var found }])
                result.AddError($"Option --token-pooling: found '{found}', expected features or tokens.");
        });
        return option;
    }

    private static HeadOptions ReadHead(ParseResult parse) => new()
    {
        TokenPooling = parse.GetValue(TokenPooling) == "tokens" ? Sdk.Graphs.TokenPooling.Tokens : Sdk.Graphs.TokenPooling.Features,
    };

    private static TensorShape ParseShape(ArgumentResult result)
    {
        string text = result.Tokens[^1].Value;
        string[] parts = text.Trim('[', ']').Split(',', 'x');
        long[] sizes = [.. parts.Select(part =>
            long.TryParse(part, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out long size) ? size : 0)];
        if (sizes.Length is 2 or 3 && sizes.All(size => size is >= 1 and <= int.MaxValue))
            return new TensorShape(sizes);
        result.AddError($"Option --input: found '{text}', expected the sizes of one example, such as 3,28,28 or 64,27.");
        return default;
    }
}
