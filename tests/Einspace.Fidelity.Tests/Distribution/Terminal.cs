using System.Collections.Immutable;
using System.Globalization;

namespace Einspace.Fidelity.Tests.Distribution;

/// <summary>A terminal by its name and numbers, <c>im2col(3, 1, 1)</c>.</summary>
/// <param name="Name">Its name in our text form.</param>
/// <param name="Numbers">Its numbers.</param>
internal readonly record struct Terminal(string Name, ImmutableArray<int> Numbers)
{
    public int Count => Numbers.Length;

    /// <summary>As it stands in an architecture's text.</summary>
    public string Label { get; } = Numbers.IsEmpty ? Name : $"{Name}({string.Join(", ", Numbers)})";

    public int this[int index] => Numbers[index];

    public static Terminal Of(string label)
    {
        string[] parts = label.TrimEnd(')').Split('(', ',');
        return new Terminal(parts[0], [.. parts.Skip(1).Select(number => int.Parse(number, CultureInfo.InvariantCulture))]);
    }
}
