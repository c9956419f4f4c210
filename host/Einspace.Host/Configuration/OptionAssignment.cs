using Einspace.Sdk;
using Einspace.Sdk.Plugins;

namespace Einspace.Host.Configuration;

/// <summary>Reads <c>--set strategy.population=50</c>.</summary>
internal static class OptionAssignment
{
    /// <summary>Where the options of a command line come from.</summary>
    public static readonly OptionOrigin CommandLine = new("command line");

    /// <summary>
    /// Reads an assignment. The value is text as it stands, or null (<c>null</c>, <c>~</c>), or a list or mapping in YAML's
    /// brackets: <c>[1, 2]</c>, <c>{a: 1}</c>.
    /// </summary>
    /// <exception cref="InputException">It is not of the form <c>part.option=value</c>.</exception>
    public static OptionTree.Mapping Read(string assignment)
    {
        int equals = assignment.IndexOf('=');
        string[] keys = equals < 0 ? [] : assignment[..equals].Split('.');
        if (keys.Length == 0 || keys.Any(key => key.Length == 0 || key.Any(char.IsWhiteSpace)))
            throw new InputException($"--set: found '{assignment}', expected part.option=value, such as strategy.population=50.");

        OptionTree tree = ReadValue(assignment[(equals + 1)..], assignment[..equals]);
        foreach (string key in keys.Reverse())
            tree = new OptionTree.Mapping([new(key, tree)]) { Origin = CommandLine };
        return (OptionTree.Mapping)tree;
    }

    private static OptionTree ReadValue(string text, string option) => text switch
    {
        "null" or "~" => new OptionTree.Scalar(null) { Origin = CommandLine },
        ['[' or '{', ..] => OptionMerge.WithOrigin(OptionYaml.ReadAny(text, $"--set {option}"), CommandLine),
        _ => new OptionTree.Scalar(text) { Origin = CommandLine },
    };
}
