using System.Collections.Immutable;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text;

namespace Einspace.Sdk.Plugins;

/// <summary>
/// One option of a record, as reflection shows it. Nothing is cached: a static table of types would keep a plugin's collectible
/// load context alive for ever.
/// </summary>
internal sealed class OptionProperty
{
    private readonly ImmutableArray<ValidationAttribute> _rules;

    private OptionProperty(PropertyInfo property)
    {
        Property = property;
        Name = KebabCase(property.Name);
        Type type = property.PropertyType;
        IsNullable = Nullable.GetUnderlyingType(type) is not null
            || (!type.IsValueType && new NullabilityInfoContext().Create(property).WriteState == NullabilityState.Nullable);
        Value = OptionValue.Of(type, property.IsDefined(typeof(ByteSizeAttribute)))
            ?? throw new InvalidOperationException(
                $"The option {property.DeclaringType}.{property.Name} is of type {type}, which options cannot have: use bool, int, "
                + "long, ulong, double, string, TimeSpan, an enum, a list of these, or a record with a parameterless constructor.");
        _rules = [.. property.GetCustomAttributes<ValidationAttribute>()];
    }

    public PropertyInfo Property { get; }

    /// <summary>The option's key: the property's name in lower-case words joined by hyphens.</summary>
    public string Name { get; }

    public OptionValue Value { get; }

    public bool IsNullable { get; }

    public string Documentation => Property.GetCustomAttribute<DescriptionAttribute>()?.Description ?? "";

    /// <summary>The option's values in profiles, as text, by the profiles' names.</summary>
    /// <exception cref="InvalidOperationException">One is none of the option's values, or there are two of a profile.</exception>
    public ImmutableSortedDictionary<string, string?> Profiles
    {
        get
        {
            var values = ImmutableSortedDictionary.CreateBuilder<string, string?>(StringComparer.Ordinal);
            foreach (ProfileAttribute profile in Property.GetCustomAttributes<ProfileAttribute>())
            {
                if (!values.TryAdd(profile.Profile, profile.Value))
                    throw Mistake(profile.Profile, "there are two values");
                ReadProfile(profile.Profile, null);
            }

            return values.ToImmutable();
        }
    }

    public string? RangeWords
    {
        get
        {
            string words = string.Join(" ", _rules.Select(rule => OptionRule.Words(rule, Value)).Where(w => w.Length > 0));
            return words.Length > 0 ? words
                : Value is { IsByteSize: false } && Value.Type == typeof(ulong) ? "of at least 0"
                : null;
        }
    }

    public static IEnumerable<OptionProperty> Of(Type record) => record
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(p => p.SetMethod is { IsPublic: true } && p.GetIndexParameters().Length == 0)
        .OrderBy(p => Depth(p.DeclaringType!)).ThenBy(p => p.MetadataToken)
        .Select(p => new OptionProperty(p));

    public static object CreateDefaults(Type record)
    {
        if (record.GetConstructor(Type.EmptyTypes) is null)
            throw new InvalidOperationException($"Options are records with a public parameterless constructor; {record} has none.");
        return Activator.CreateInstance(record)!;
    }

    /// <summary>The option's value in a profile; the given default where the profile says nothing of it.</summary>
    /// <exception cref="InvalidOperationException">The profile's value is none of the option's.</exception>
    public object? ReadProfile(string? profile, object? otherwise)
    {
        if (profile is null || Property.GetCustomAttributes<ProfileAttribute>().FirstOrDefault(p => p.Profile == profile) is not { } found)
            return otherwise;
        if (Value.Item is not null || Value.IsRecord)
            throw Mistake(profile, "only single values can have one");
        object? value = found.Value is null ? null : Value.ReadText(found.Value);
        return (value is null && found.Value is not null) || Violation(value) is not null
            ? throw Mistake(profile, $"found '{found.Value ?? "null"}', expected {Expected}")
            : value;
    }

    /// <summary>Shrinks the option's value, where it scales.</summary>
    /// <exception cref="InvalidOperationException">What comes out is none of the option's values.</exception>
    public object? Scale(object? value, double scale)
    {
        if (value is null || Property.GetCustomAttribute<ScalesAttribute>() is not { } scales)
            return value;
        double whole = Convert.ToDouble(value, CultureInfo.InvariantCulture);
        double shrunk = Math.Max(Math.Min(whole, scales.Least), Value.Type == typeof(double) ? whole * scale : Math.Round(whole * scale));
        object result = Convert.ChangeType(shrunk, Value.Type, CultureInfo.InvariantCulture);
        return Violation(result) is { } expected
            ? throw new InvalidOperationException($"The option {Property.DeclaringType}.{Property.Name} scales to {result}, expected {expected}.")
            : result;
    }

    /// <summary>Says what a value should have been, in the words that follow "expected"; null where it breaks no rule.</summary>
    public string? Violation(object? value)
    {
        if (value is null && !IsNullable)
            return Expected;
        // IsValid itself, never Validator: that keeps the record's type in a static cache of TypeDescriptor.
        return _rules.All(rule => OptionRule.Allows(rule, Value, value)) ? null : Expected;
    }

    /// <summary>The same of one item of a list.</summary>
    public string? ItemViolation(object? item)
    {
        OptionValue kind = Value.Item!;
        return _rules.FirstOrDefault(rule => OptionRule.IsOfItems(rule) && !OptionRule.Allows(rule, kind, item)) is { } broken
            ? $"{kind.Words} {OptionRule.Words(broken, kind)}"
            : null;
    }

    public string Expected => RangeWords is { } range ? $"{Value.Words} {range}" : Value.Words;

    public static string KebabCase(string name)
    {
        StringBuilder text = new();
        for (int i = 0; i < name.Length; i++)
        {
            bool wordBegins = i > 0 && char.IsUpper(name[i])
                && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            if (wordBegins)
                text.Append('-');
            text.Append(char.ToLower(name[i], CultureInfo.InvariantCulture));
        }

        return text.ToString();
    }

    private InvalidOperationException Mistake(string profile, string what) =>
        new($"The option {Property.DeclaringType}.{Property.Name} in the profile '{profile}': {what}.");

    private static int Depth(Type type) => type.BaseType is null ? 0 : 1 + Depth(type.BaseType);
}
