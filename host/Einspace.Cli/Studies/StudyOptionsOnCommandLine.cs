using System.Collections.Immutable;
using System.CommandLine;
using Einspace.Host.Configuration;
using Einspace.Host.Studies.Configuration;
using Einspace.Sdk;
using Einspace.Sdk.Plugins;

namespace Einspace.Cli.Studies;

/// <summary>
/// What a study is to be, as options of a command: those of <see cref="StudyOptions"/> by the same names and with the same checks and
/// messages, a file with any of them (<c>--config</c>), and options of parts (<c>--set</c>).
/// </summary>
internal sealed class StudyOptionsOnCommandLine
{
    private const string Objectives = "objectives";
    private static readonly ImmutableArray<OptionDescription> Descriptions = OptionDescriptions.Of(typeof(StudyOptions));
    private readonly OptionTree.Mapping _defaults;
    private readonly ImmutableDictionary<string, Option> _options;

    private readonly Option<string?> _config = new("--config")
    {
        Description = "A study's file with any of these options, and options of parts; or a configuration file of the paper's own implementation (docs/reference-configs.md).",
        HelpName = "FILE",
    };

    /// <summary>Declares the options for one command.</summary>
    /// <param name="defaults">The command's own values of options that are not given; null for none.</param>
    /// <param name="hidden">Names of options that help leaves out: the command knows them only to say why it does not take them.</param>
    public StudyOptionsOnCommandLine(OptionTree.Mapping? defaults = null, ImmutableArray<string> hidden = default)
    {
        _defaults = defaults ?? OptionTree.Empty;
        _options = Descriptions.ToImmutableDictionary(description => description.Name, description =>
        {
            Option option = Create(_defaults[description.Name] is OptionTree.Scalar { Text: var text } ? description with { Default = text } : description);
            option.Hidden = !hidden.IsDefault && hidden.Contains(description.Name);
            return option;
        });
    }

    public void AddTo(Command command)
    {
        foreach (OptionDescription description in Descriptions)
            command.Add(_options[description.Name]);
        command.Add(CommonOptions.Set);
        command.Add(_config);
    }

    /// <summary>
    /// What the command line says, in layers of which the later one wins: the command's defaults, the file, the options, then what
    /// <c>--set</c> gives, which is meant for the parts that the options name.
    /// </summary>
    /// <exception cref="InputException">The file cannot be read, or what is set is no part's.</exception>
    public IEnumerable<OptionTree.Mapping> ReadLayers(ParseResult parse)
    {
        OptionTree.Mapping set = CommonOptions.ReadSet(parse);
        foreach ((string key, OptionTree value) in set.Entries)
        {
            if (value is not OptionTree.Mapping)
                throw new InputException($"--set gives options of parts, such as strategy.population=50; '{key}' is an option of the command itself: --{key}.");
        }

        return [_defaults, parse.GetValue(_config) is { } file ? OptionYaml.ReadFile(file) : OptionTree.Empty, Read(parse), set];
    }

    /// <summary>The options that the command line gives.</summary>
    private OptionTree.Mapping Read(ParseResult parse)
    {
        OptionTree.Mapping tree = OptionTree.Empty;
        foreach (OptionDescription description in Descriptions)
        {
            Option option = _options[description.Name];
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
