using System.CommandLine;
using Einspace.Host;
using Einspace.Host.Configuration;
using Einspace.Host.Plugins;
using Einspace.Host.Studies.Configuration;
using Einspace.Sdk;
using Einspace.Sdk.Plugins;
using Microsoft.Extensions.DependencyInjection;

namespace Einspace.Cli;

/// <summary>Options that several commands share, and what follows from them.</summary>
internal static class CommonOptions
{
    public static readonly Option<string[]> Plugin = new("--plugin")
    {
        Description = "Load the plugin of this folder too; may be given several times.",
        HelpName = "PATH",
        Recursive = true,
        DefaultValueFactory = _ => [],
    };

    public static readonly Option<bool> Verbose = new("--verbose")
    {
        Description = "On a mistake of the program, print its details.",
        Recursive = true,
    };

    public static readonly Option<bool> AllowChangedPlugins = new("--allow-changed-plugins")
    {
        Description = "Go on with a study although its plugins are not those that it ran with before; its journal notes it.",
    };

    public static readonly Option<bool> Json = new("--json")
    {
        Description = "Print JSON, for scripts.",
    };

    public static readonly Option<string[]> Set = new("--set")
    {
        Description = "Give an option of a part, such as grammar.depth-limit=20; 'describe' lists them. May be given several times.",
        HelpName = "part.option=value",
        DefaultValueFactory = _ => [],
    };

    public static readonly Option<string> Profile = new("--profile")
    {
        Description = "Which values options take that are not given: 'corrected' for the defaults, 'reference' for the behaviour of the paper's own implementation.",
        HelpName = "NAME",
        DefaultValueFactory = _ => StudyProfile.Corrected,
    };

    public static readonly Option<ulong> Seed = new("--seed")
    {
        Description = "Seed of all randomness.",
        HelpName = "N",
    };

    /// <summary>Refuses numbers below a least one.</summary>
    public static Option<T> AtLeast<T>(this Option<T> option, long least)
    {
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && long.TryParse(text, out long number) && number < least)
                result.AddError($"Option {option.Name}: found {number}, expected at least {least}.");
        });
        return option;
    }

    /// <summary>Refuses texts other than these.</summary>
    public static Option<string[]> EachOf(this Option<string[]> option, params IReadOnlyList<string> known)
    {
        option.Validators.Add(result =>
        {
            if (result.Tokens.Select(token => token.Value).FirstOrDefault(text => !known.Contains(text)) is { } other)
                result.AddError($"Option {option.Name}: found '{other}', expected {string.Join(", ", known.SkipLast(1))} or {known[^1]}.");
        });
        return option;
    }

    /// <summary>The options that <c>--set</c> gives; later ones win.</summary>
    /// <exception cref="InputException">One is not of the form <c>part.option=value</c>.</exception>
    public static OptionTree.Mapping ReadSet(ParseResult parse) =>
        OptionMerge.LaterWins([.. parse.GetValue(Set)!.Select(OptionAssignment.Read)]);

    /// <summary>Binds the options of the only part that a command uses.</summary>
    /// <param name="parse">The command line.</param>
    /// <param name="part">The part.</param>
    /// <param name="profile">The profile whose values stand in for options that are not given.</param>
    /// <exception cref="InputException">An option is none of the part's, or wrong.</exception>
    public static object BindOptions(ParseResult parse, Part part, string? profile = null)
    {
        OptionTree.Mapping options = ReadSet(parse);
        string kind = part.Kind.InWords();
        foreach ((string key, OptionTree value) in options.Entries)
        {
            if (key != kind)
                throw new InputException($"Unknown option '{key}' ({value.Origin}); this command takes options of the {kind}: --set {kind}.option=value.");
        }

        return part.BindOptions(options, profile);
    }

    /// <summary>The services of the host, with the plugins that this command line names.</summary>
    /// <param name="parse">The command line.</param>
    /// <param name="watchPlugins">Whether they may be built anew meanwhile.</param>
    public static ServiceProvider CreateServices(ParseResult parse, bool watchPlugins = false) =>
        HostServices.Create(new HostSettings { ExtraPlugins = [.. parse.GetValue(Plugin)!], WatchPlugins = watchPlugins });
}
