using System.Collections.Immutable;

namespace Einspace.Sdk.Plugins;

/// <summary>Reads from a record of options what there is to say about each.</summary>
public static class OptionDescriptions
{
    private const int DeepestNesting = 8;

    /// <summary>Describes the options of a record, in the order of their declaration; nested records' options stand in their place.</summary>
    /// <param name="options">The record's type.</param>
    /// <returns>One description for each option.</returns>
    /// <exception cref="InvalidOperationException">
    /// The record has no parameterless constructor, or contains itself, or has a property of a type that the binder cannot read or
    /// a default that it cannot write, or a profile's value that is none of the option's: a mistake of its author.
    /// </exception>
    public static ImmutableArray<OptionDescription> Of(Type options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return [.. Describe(options, OptionProperty.CreateDefaults(options), "")];
    }

    private static IEnumerable<OptionDescription> Describe(Type type, object defaults, string prefix)
    {
        if (prefix.Count(c => c == '.') > DeepestNesting)
            throw new InvalidOperationException($"The options {prefix}… are nested deeper than {DeepestNesting}: does {type} contain itself?");
        foreach (OptionProperty property in OptionProperty.Of(type))
        {
            object? value = property.Property.GetValue(defaults);
            string name = prefix + property.Name;
            if (property.Value.IsRecord)
            {
                foreach (OptionDescription nested in Describe(property.Value.Type, value ?? OptionProperty.CreateDefaults(property.Value.Type), name + "."))
                    yield return nested;
                continue;
            }

            yield return new OptionDescription(
                name,
                property.Value.Words + (property.IsNullable ? ", or null" : ""),
                property.Violation(value) is null ? InOneLine(OptionBinder.Write(property.Value, value)) : null,
                property.RangeWords,
                property.Documentation)
            {
                Profiles = property.Profiles.IsEmpty
                    ? ImmutableSortedDictionary<string, string>.Empty
                    : property.Profiles.ToImmutableSortedDictionary(p => p.Key, p => InOneLine(new OptionTree.Scalar(p.Value)), StringComparer.Ordinal),
            };
        }
    }

    private static string InOneLine(OptionTree tree) => tree switch
    {
        OptionTree.Scalar scalar => scalar.Text switch { null => "null", "" => "''", var text => text },
        OptionTree.Sequence sequence => $"[{string.Join(", ", sequence.Items.Select(InOneLine))}]",
        OptionTree.Mapping mapping => $"{{{string.Join(", ", mapping.Entries.Select(e => $"{e.Key}: {InOneLine(e.Value)}"))}}}",
        _ => throw new ArgumentOutOfRangeException(nameof(tree)),
    };
}
