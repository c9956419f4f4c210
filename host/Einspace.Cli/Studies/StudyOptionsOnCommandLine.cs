using System.Collections.Immutable;
using System.CommandLine;
using Einspace.Host.Configuration;
using Einspace.Host.Studies.Configuration;
using Einspace.Sdk;
using Einspace.Sdk.Plugins;

namespace Einspace.Cli.Studies;

/// <summary>The options of <see cref="StudyOptions"/> as options of a command: the same names, and the same checks and messages.</summary>
internal static class StudyOptionsOnCommandLine
{
    private const string Objectives = "objectives";
    private static readonly ImmutableArray<OptionDescription> Descriptions = OptionDescriptions.Of(typeof(StudyOptions));
    private static readonly ImmutableDictionary<string, Option> Options = Descriptions.ToImmutableDictionary(d => d.Name, Create);

    public static void AddTo(Command command)
    {
        foreach (OptionDescription description in Descriptions)
            command.Add(Options[description.Name]);
    }

    /// <summary>The options that the command line gives.</summary>
    public static OptionTree.Mapping Read(ParseResult parse)
    {
        OptionTree.Mapping tree = OptionTree.Empty;
        foreach (OptionDescription description in Descriptions)
        {
            Option option = Options[description.Name];
            if (parse.GetResult(option) is not { Implicit: false })
                continue;
            tree = tree.With(description.Name, option switch
            {
                Option<bool> flag => Scalar(parse.GetValue(flag) ? "true" : "false"),
                Option<string[]> list => new OptionTree.Sequence([.. parse.GetValue(list)!.Select(Scalar)]) { Origin = OptionAssignment.CommandLine },
                Option<string?> text => Scalar(parse.GetValue(text)),
                _ => throw new InvalidOperationException($"{option.Name} is of no known kind."),
            });
        }

        return tree;
    }

    /// <summary>Those, then the options of parts that <c>--set</c> gives: they are meant for the parts that the options name.</summary>
    /// <exception cref="InputException">What is set is no part's.</exception>
    public static IEnumerable<OptionTree.Mapping> ReadLayers(ParseResult parse)
    {
        OptionTree.Mapping set = CommonOptions.ReadSet(parse);
        foreach ((string key, OptionTree value) in set.Entries)
        {
            if (value is not OptionTree.Mapping)
                throw new InputException($"--set gives options of parts, such as strategy.population=50; '{key}' is an option of the command itself: --{key}.");
        }

        return [Read(parse), set];
    }

    private static OptionTree Scalar(string? text) => new OptionTree.Scalar(text) { Origin = OptionAssignment.CommandLine };

    private static Option Create(OptionDescription description)
    {
        string name = $"--{description.Name}";
        string profiles = string.Concat(description.Profiles.Select(profile => $"; {(profile.Value == "null" ? "none" : profile.Value)} in the profile {profile.Key}"));
        string words = description.Default is null or "null" or "[]" or "false"
            ? description.Documentation
            : $"{description.Documentation} [default: {description.Default}{profiles}]";
        return description.Type switch
        {
            "true or false" => new Option<bool>(name) { Description = words },
            _ when description.Type.StartsWith("a list", StringComparison.Ordinal) => new Option<string[]>(name, Aliases(description))
            {
                Description = $"{words} One or several, or the option several times.", HelpName = description.Name == Objectives ? "NAME[:minimise|:maximise]" : "NAME|TEXT", AllowMultipleArgumentsPerToken = true,
            },
            _ => new Option<string?>(name) { Description = words, HelpName = HelpName(description) },
        };
    }

    /// <summary>A list's option given once is in the singular.</summary>
    private static string[] Aliases(OptionDescription description) => description.Name == Objectives ? ["--objective"] : [];

    private static string HelpName(OptionDescription description) => description.Name switch
    {
        "data" => "DIR",
        "device" => "D",
        _ when description.Type.StartsWith("a size", StringComparison.Ordinal) => "SIZE",
        _ when description.Type.StartsWith("a duration", StringComparison.Ordinal) => "TIME",
        _ when description.Type.StartsWith("one of ", StringComparison.Ordinal) => description.Type["one of ".Length..].Replace(", ", "|", StringComparison.Ordinal),
        _ when description.Type.StartsWith("text", StringComparison.Ordinal) => "NAME",
        _ => "N",
    };
}
