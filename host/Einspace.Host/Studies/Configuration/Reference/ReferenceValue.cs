using System.Globalization;
using Einspace.Sdk;
using Einspace.Sdk.Plugins;

namespace Einspace.Host.Studies.Configuration.Reference;

/// <summary>A key of the reference's configuration with its value.</summary>
/// <param name="Key">The key, as the reference calls it.</param>
/// <param name="Tree">The value, with its place in the file.</param>
internal sealed record ReferenceValue(string Key, OptionTree Tree)
{
    /// <summary>Whether there is no value: the reference takes the text <c>None</c> for it as well as YAML's null.</summary>
    public bool IsNone => Tree is OptionTree.Scalar { Text: null or "None" };

    /// <summary>The value as text.</summary>
    /// <exception cref="InputException">It is no scalar, or none.</exception>
    public string Text => IsNone || Tree is not OptionTree.Scalar { Text: { } text } ? throw Unexpected("a value") : text;

    /// <summary>The value as a value of ours, whose place names the reference's key, for what the binder finds wrong with it.</summary>
    /// <exception cref="InputException">It is no scalar, or none.</exception>
    public OptionTree.Scalar Option => Write(Text);

    /// <summary>The values of a list as whole numbers above 0.</summary>
    /// <param name="expected">What is expected, in words.</param>
    /// <exception cref="InputException">It is no such list.</exception>
    public IReadOnlyList<long> Counts(string expected) => Tree is OptionTree.Sequence list
        ? [.. list.Items.Select(item => Count(item) ?? throw Unexpected(expected))]
        : throw Unexpected(expected);

    /// <summary>The value as a whole number above 0.</summary>
    /// <exception cref="InputException">It is none.</exception>
    public long Count() => Count(Tree) ?? throw Unexpected("a whole number of at least 1");

    /// <summary>The value as a flag, by the words of YAML 1.1, which the reference's reader goes by.</summary>
    /// <exception cref="InputException">It is none.</exception>
    public bool Flag() => (Tree as OptionTree.Scalar)?.Text?.ToLowerInvariant() switch
    {
        "true" or "yes" or "on" => true,
        "false" or "no" or "off" => false,
        _ => throw Unexpected("True or False"),
    };

    /// <summary>A text as an option in this value's place.</summary>
    public OptionTree.Scalar Write(string text) => new(text) { Origin = Tree.Origin is { } origin ? origin with { Source = $"{Key} in {origin.Source}" } : null };

    /// <summary>Says what is expected instead.</summary>
    public InputException Unexpected(string expected) => Refusal($"found {Found}, expected {expected}.");

    /// <summary>Refuses the value, by its key and place.</summary>
    /// <param name="reason">A sentence without its beginning.</param>
    public InputException Refusal(string reason) => new($"{Key} ({Tree.Origin}): {reason}");

    private string Found => Tree switch
    {
        OptionTree.Scalar { Text: null } => "None",
        OptionTree.Sequence { Items: var items } when items.All(item => item is OptionTree.Scalar) =>
            $"[{string.Join(", ", items.Select(item => ((OptionTree.Scalar)item).Text ?? "None"))}]",
        _ => Tree.Kind,
    };

    private static long? Count(OptionTree tree) =>
        tree is OptionTree.Scalar { Text: var text } && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long count) && count > 0 ? count : null;
}
