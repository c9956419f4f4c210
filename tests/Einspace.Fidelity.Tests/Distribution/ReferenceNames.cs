using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Einspace.Fidelity.Tests.Distribution;

/// <summary>The reference's names of levels and symbols, in ours.</summary>
internal static partial class ReferenceNames
{
    public static Level Level(string name) => Enum.Parse<Level>(name.Replace("_", ""), ignoreCase: true);

    /// <summary>Recorded tables, by level, then symbol; a level that was never reached is empty.</summary>
    public static Dictionary<Level, Dictionary<string, long>> Tables(
        ImmutableDictionary<string, ImmutableDictionary<string, long>> recorded)
    {
        var tables = Enum.GetValues<Level>().ToDictionary(level => level, _ => new Dictionary<string, long>());
        foreach ((string level, ImmutableDictionary<string, long> table) in recorded)
            tables[Level(level)] = table.ToDictionary(cell => Symbol(cell.Key), cell => cell.Value);
        return tables;
    }

    /// <summary>A symbol as it stands in an architecture's text: <c>im2col3k1s1p</c> is <c>im2col(3, 1, 1)</c>.</summary>
    public static string Symbol(string name)
    {
        if (name.EndsWith("_module", StringComparison.Ordinal))
            return name.StartsWith('s') ? "seq" : name.StartsWith('b') ? "branch" : name.StartsWith('r') ? "route" : "comp";
        Match parts = Parts().Match(name);
        string digits = parts.Groups[2].Value;
        string known = parts.Groups[1].Value switch
        {
            "clone_tensor" => "clone",
            "group_dim" => "group",
            "cat_tensors" => "cat",
            "add_tensors" => "add",
            "dot_product" => "dot-product",
            "scaled_dot_product" => "scaled-dot-product",
            "leakyrelu" => "leaky-relu",
            "learnable_positional_encoding" => "positional-encoding",
            string same => same,
        };
        IEnumerable<string> numbers = known == "permute" ? digits.Select(digit => $"{digit}") : Number().Matches(digits).Select(number => number.Value);
        return numbers.Any() ? $"{known}({string.Join(", ", numbers)})" : known;
    }

    // The 2 of im2col and col2im is of the name.
    [GeneratedRegex("^(im2col|col2im|[a-z_]+)(.*)$")]
    private static partial Regex Parts();

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Number();
}
