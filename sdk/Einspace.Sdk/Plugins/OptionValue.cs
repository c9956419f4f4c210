using System.Collections;
using System.Collections.Immutable;
using System.Globalization;

namespace Einspace.Sdk.Plugins;

/// <summary>What kind of value an option takes, how it is read from text and how it is written.</summary>
internal sealed record OptionValue
{
    private OptionValue(Type type, bool isByteSize, OptionValue? item, bool isRecord)
    {
        Type = type;
        IsByteSize = isByteSize;
        Item = item;
        IsRecord = isRecord;
    }

    /// <summary>The type of the values, never <see cref="Nullable{T}"/>.</summary>
    public Type Type { get; }

    public bool IsByteSize { get; }

    /// <summary>The kind of a list's items; null where it is no list.</summary>
    public OptionValue? Item { get; }

    public bool IsRecord { get; }

    public string Words => this switch
    {
        { Item: { } item } => $"a list, each {item.Words}",
        { IsRecord: true } => "a mapping",
        { IsByteSize: true } => "a size such as 4096, 512MB or 2GiB",
        { Type.IsEnum: true } => $"one of {string.Join(", ", EnumNames())}",
        _ when Type == typeof(bool) => "true or false",
        _ when Type == typeof(string) => "text",
        _ when Type == typeof(double) => "a number",
        _ when Type == typeof(TimeSpan) => "a duration such as 30s, 5m or 2h",
        _ => "a whole number",
    };

    /// <summary>The kind of a property's type; null where options cannot have it.</summary>
    public static OptionValue? Of(Type type, bool isByteSize)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (isByteSize && type == typeof(long) | type == typeof(ulong))
            return new OptionValue(type, true, null, false);
        if (type.IsEnum || type == typeof(bool) || type == typeof(int) || type == typeof(long) || type == typeof(ulong)
            || type == typeof(double) || type == typeof(string) || type == typeof(TimeSpan))
            return new OptionValue(type, false, null, false);
        if (ItemType(type) is { } item)
            return Of(item, isByteSize) is { Item: null } of ? new OptionValue(type, false, of, false) : null;
        bool isRecord = type.IsClass && !type.IsAbstract && type.Assembly != typeof(object).Assembly
            && type.GetConstructor(Type.EmptyTypes) is not null;
        return isRecord ? new OptionValue(type, false, null, true) : null;
    }

    /// <summary>Reads a scalar.</summary>
    /// <returns>The value, or null where the text is none.</returns>
    public object? ReadText(string text)
    {
        const NumberStyles whole = NumberStyles.AllowLeadingSign;
        CultureInfo invariant = CultureInfo.InvariantCulture;
        if (IsByteSize)
            return ReadByteSize(text);
        if (Type.IsEnum)
            return ReadEnum(text);
        if (Type == typeof(string))
            return text;
        if (Type == typeof(TimeSpan))
            return Durations.Read(text);
        if (Type == typeof(bool))
            return bool.TryParse(text, out bool flag) ? flag : null;
        if (Type == typeof(int))
            return int.TryParse(text, whole, invariant, out int number) ? number : null;
        if (Type == typeof(long))
            return long.TryParse(text, whole, invariant, out long number) ? number : null;
        if (Type == typeof(ulong))
            return ulong.TryParse(text, whole, invariant, out ulong number) ? number : null;
        return double.TryParse(text, NumberStyles.Float, invariant, out double real) && double.IsFinite(real) ? real : null;
    }

    /// <summary>Writes a scalar so that <see cref="ReadText"/> reads it back.</summary>
    public string WriteText(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        TimeSpan time => Durations.Write(time),
        Enum member => OptionProperty.KebabCase(member.ToString()),
        IFormattable number when IsByteSize => ByteSizes.Write(Convert.ToUInt64(number, CultureInfo.InvariantCulture)),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => (string)value,
    };

    /// <summary>The items of a list.</summary>
    public IEnumerable<object?> Items(object list) => list switch
    {
        _ when IsDefaultArray(list) => [],
        IEnumerable items => items.Cast<object?>(),
        _ => throw new ArgumentException($"{list.GetType()} is no list.", nameof(list)),
    };

    /// <summary>Makes a list of the option's own type.</summary>
    public object CreateList(IReadOnlyList<object?> items)
    {
        Array array = Array.CreateInstance(Item!.Type, items.Count);
        for (int i = 0; i < items.Count; i++)
            array.SetValue(items[i], i);
        if (Type.IsAssignableFrom(array.GetType()))
            return array;
        if (Type.GetGenericTypeDefinition() == typeof(List<>))
            return Activator.CreateInstance(Type, array)!;
        return typeof(ImmutableArray).GetMethods()
            .Single(m => m.Name == nameof(ImmutableArray.Create) && m.GetParameters() is [{ ParameterType.IsArray: true }])
            .MakeGenericMethod(Item.Type)
            .Invoke(null, [array])!;
    }

    private static Type? ItemType(Type type)
    {
        if (type.IsArray)
            return type.GetArrayRank() == 1 ? type.GetElementType() : null;
        Type? generic = type.IsGenericType ? type.GetGenericTypeDefinition() : null;
        return generic == typeof(ImmutableArray<>) || generic == typeof(IReadOnlyList<>) || generic == typeof(List<>)
            ? type.GetGenericArguments()[0]
            : null;
    }

    private static bool IsDefaultArray(object list) =>
        list.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>)
        && (bool)type.GetProperty(nameof(ImmutableArray<int>.IsDefault))!.GetValue(list)!;

    private IEnumerable<string> EnumNames() => Enum.GetNames(Type).Select(OptionProperty.KebabCase);

    private object? ReadEnum(string text)
    {
        string? name = Enum.GetNames(Type).FirstOrDefault(n => OptionProperty.KebabCase(n) == text);
        return name is null ? null : Enum.Parse(Type, name);
    }

    private object? ReadByteSize(string text) => ByteSizes.Read(text) switch
    {
        null => null,
        { } bytes when Type == typeof(ulong) => bytes,
        { } bytes => bytes <= long.MaxValue ? (long)bytes : null,
    };
}
