using System.Collections.Immutable;

namespace Einspace.Sdk.Plugins;

/// <summary>
/// Binds options as they were given to a part's record, and writes a record's values back. The record has a parameterless
/// constructor, which gives the defaults, and public properties with <c>init</c> or <c>set</c>: <see cref="bool"/>,
/// <see cref="int"/>, <see cref="long"/>, <see cref="ulong"/>, <see cref="double"/>, <see cref="string"/>,
/// <see cref="TimeSpan"/>, enums, lists of these (<see cref="ImmutableArray{T}"/>, <see cref="IReadOnlyList{T}"/>,
/// <see cref="List{T}"/>, arrays), further records of this kind, and all of them nullable.
/// </summary>
/// <remarks>
/// Keys and enum members are lower-case words joined by hyphens: <c>MaxDepth</c> is <c>max-depth</c>. Ranges are validation
/// attributes, asked directly: Validator, TypeDescriptor, reflection-based JSON and configuration binding would keep a plugin's
/// collectible load context alive (measured on .NET 10), so none of them is used, and no type is cached.
/// </remarks>
public static class OptionBinder
{
    /// <summary>Binds options to a new record.</summary>
    /// <typeparam name="TOptions">The record's type.</typeparam>
    /// <param name="options">The options that were given; what is not given keeps its default.</param>
    /// <param name="path">What stands before the options' names in messages, for example <c>strategy</c>.</param>
    /// <param name="profile">The profile whose values stand in for options that are not given; null for the defaults alone.</param>
    /// <returns>The record.</returns>
    /// <exception cref="InputException">
    /// A key is unknown, a value is of the wrong kind or out of range, or an option without a valid default is not given.
    /// </exception>
    public static TOptions Bind<TOptions>(OptionTree.Mapping options, string path = "", string? profile = null)
        where TOptions : class, new() => (TOptions)Bind(typeof(TOptions), options, path, profile);

    /// <summary>Binds options to a new record.</summary>
    /// <param name="type">The record's type.</param>
    /// <param name="options">The options that were given; what is not given keeps its default.</param>
    /// <param name="path">What stands before the options' names in messages, for example <c>strategy</c>.</param>
    /// <param name="profile">
    /// The profile whose values (<see cref="ProfileAttribute"/>) stand in for options that are not given; null for the defaults
    /// alone. A name that no option knows changes nothing.
    /// </param>
    /// <returns>The record.</returns>
    /// <exception cref="InputException">
    /// A key is unknown, a value is of the wrong kind or out of range, or an option without a valid default is not given.
    /// </exception>
    /// <exception cref="InvalidOperationException">
    /// The type cannot hold options, or a profile's value is none of the option's: a mistake of its author.
    /// </exception>
    public static object Bind(Type type, OptionTree.Mapping options, string path = "", string? profile = null)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(options);
        return Bind(type, options, path, OptionProperty.CreateDefaults(type), profile);
    }

    /// <summary>Writes every value of a record, defaults too, so that <see cref="Bind(Type, OptionTree.Mapping, string, string)"/> reads it back.</summary>
    /// <param name="options">A record of options.</param>
    /// <returns>The options in the order of their declaration, without origins.</returns>
    public static OptionTree.Mapping Write(object options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new OptionTree.Mapping(
        [
            .. OptionProperty.Of(options.GetType()).Select(property => KeyValuePair.Create(
                property.Name, Write(property.Value, property.Property.GetValue(options)))),
        ]);
    }

    /// <summary>Shrinks the options of a record that say how large a study is (<see cref="ScalesAttribute"/>).</summary>
    /// <param name="options">A record of options.</param>
    /// <param name="scale">By which factor, above 0 and at most 1; whole numbers are rounded.</param>
    /// <param name="kept">Names of options that stay as they are.</param>
    /// <returns>A record of the same type, with the other options' values.</returns>
    /// <exception cref="InvalidOperationException">An option is shrunk out of its range: a mistake of its author.</exception>
    public static object Scale(object options, double scale, IReadOnlyCollection<string> kept)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(kept);
        object scaled = OptionProperty.CreateDefaults(options.GetType());
        foreach (OptionProperty property in OptionProperty.Of(options.GetType()))
        {
            object? value = property.Property.GetValue(options);
            property.Property.SetValue(scaled, kept.Contains(property.Name) ? value : property.Scale(value, scale));
        }

        return scaled;
    }

    internal static OptionTree Write(OptionValue kind, object? value) => value switch
    {
        null => new OptionTree.Scalar(null),
        _ when kind.Item is { } item => new OptionTree.Sequence([.. kind.Items(value).Select(element => Write(item, element))]),
        _ when kind.IsRecord => Write(value),
        _ => new OptionTree.Scalar(kind.WriteText(value)),
    };

    // A nested record's values may differ from its own constructor's, and may be shared: they are copied, then overlaid.
    private static object Bind(Type type, OptionTree.Mapping options, string path, object defaults, string? profile)
    {
        List<OptionProperty> properties = [.. OptionProperty.Of(type)];
        RefuseUnknown(options, properties, path);
        object record = OptionProperty.CreateDefaults(type);
        foreach (OptionProperty property in properties)
        {
            string name = Join(path, property.Name);
            object? initial = property.ReadProfile(profile, property.Property.GetValue(defaults));
            OptionTree? given = options[property.Name];
            // A profile reaches into a record of which nothing is given.
            object? value = given is null && !(property.Value.IsRecord && initial is not null && profile is not null)
                ? initial
                : Read(property, property.Value, given ?? OptionTree.Empty, name, initial, profile);
            if (property.Violation(value) is { } expected)
                throw Refusal(name, given, expected);
            property.Property.SetValue(record, value);
        }

        return record;
    }

    private static object? Read(OptionProperty property, OptionValue kind, OptionTree given, string name, object? initial, string? profile)
    {
        switch (given)
        {
            case OptionTree.Scalar { Text: null } when property.IsNullable && kind == property.Value:
                return null;
            case OptionTree.Scalar { Text: { } text } when kind.Item is null && !kind.IsRecord && kind.ReadText(text) is { } value:
                return value;
            case OptionTree.Sequence sequence when kind.Item is { } item:
                return kind.CreateList([.. sequence.Items.Select((element, i) => ReadItem(property, item, element, $"{name}[{i}]", profile))]);
            case OptionTree.Mapping mapping when kind.IsRecord:
                return Bind(kind.Type, mapping, name, initial ?? OptionProperty.CreateDefaults(kind.Type), profile);
            default:
                string expected = kind == property.Value ? property.Expected : kind.Words;
                bool isBare = kind.Item is not null && given is OptionTree.Scalar { Text: not null };
                throw Refusal(name, given, isBare ? $"{expected}; a list is written in brackets: [{((OptionTree.Scalar)given).Text}]" : expected);
        }
    }

    private static object? ReadItem(OptionProperty property, OptionValue kind, OptionTree given, string name, string? profile)
    {
        object? item = Read(property, kind, given, name, null, profile);
        return property.ItemViolation(item) is { } expected ? throw Refusal(name, given, expected) : item;
    }

    private static void RefuseUnknown(OptionTree.Mapping options, List<OptionProperty> properties, string path)
    {
        List<string> names = [.. properties.Select(p => p.Name)];
        foreach ((string key, OptionTree value) in options.Entries)
        {
            if (names.Contains(key))
                continue;
            string sentence = $"Unknown option '{Join(path, key)}'{Place(value)}";
            throw new InputException(NearestName.Of(key, names) is { } near
                ? $"{sentence}; did you mean '{Join(path, near)}'?"
                : names.Count == 0
                    ? $"{sentence}; {(path.Length > 0 ? path : "it")} has no options."
                    : $"{sentence}; there are {string.Join(", ", names)}.");
        }
    }

    private static InputException Refusal(string name, OptionTree? given, string expected) => new(given is null
        ? $"Option '{name}' must be given: {expected}."
        : $"Option '{name}'{Place(given)}: found {given.Kind}, expected {expected}.");

    private static string Place(OptionTree given) => given.Origin is { } origin ? $" ({origin})" : "";

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
