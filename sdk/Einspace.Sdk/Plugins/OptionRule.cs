using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace Einspace.Sdk.Plugins;

/// <summary>Asks validation attributes, and says in words what they ask.</summary>
internal static class OptionRule
{
    /// <summary>Whether a rule allows a value. Rules on single values hold for each item of a list.</summary>
    public static bool Allows(ValidationAttribute rule, OptionValue kind, object? value)
    {
        if (kind.Item is { } item && value is not null && IsOfItems(rule))
            return kind.Items(value).All(element => Allows(rule, item, element));
        try
        {
            return rule.IsValid(value);
        }
        catch (OverflowException)
        {
            // RangeAttribute of int, asked about a long that is no int.
            return false;
        }
    }

    public static string Words(ValidationAttribute rule, OptionValue kind)
    {
        OptionValue single = kind.Item is { } item && IsOfItems(rule) ? item : kind;
        string counted = kind.Item is null ? "characters" : "items";
        string words = rule switch
        {
            { ErrorMessage: not null } => $"({rule.FormatErrorMessage("the value")})",
            RangeAttribute range => Words(range, single),
            AllowedValuesAttribute allowed => $"out of {string.Join(", ", allowed.Values.Select(v => v is null ? "null" : single.WriteText(v)))}",
            LengthAttribute length => $"of {length.MinimumLength} to {length.MaximumLength} {counted}",
            MinLengthAttribute length => $"of at least {length.Length} {counted}",
            MaxLengthAttribute length => $"of at most {length.Length} {counted}",
            StringLengthAttribute length => $"of {length.MinimumLength} to {length.MaximumLength} characters",
            RegularExpressionAttribute pattern => $"matching {pattern.Pattern}",
            RequiredAttribute => "",
            _ => $"({rule.FormatErrorMessage("the value")})",
        };
        return single != kind && words.Length > 0 ? $"(each {words})" : words;
    }

    /// <summary>Whether a rule, on a list, is about each item and not about the list.</summary>
    public static bool IsOfItems(ValidationAttribute rule) =>
        rule is RangeAttribute or AllowedValuesAttribute or DeniedValuesAttribute or RegularExpressionAttribute or StringLengthAttribute;

    private static string Words(RangeAttribute range, OptionValue kind)
    {
        bool fromNowhere = range.Minimum is double.MinValue or double.NegativeInfinity or int.MinValue;
        bool toNowhere = range.Maximum is double.MaxValue or double.PositiveInfinity or int.MaxValue;
        string minimum = Bound(range.Minimum, kind);
        string maximum = Bound(range.Maximum, kind);
        string least = range.MinimumIsExclusive ? $"above {minimum}" : $"of at least {minimum}";
        string most = range.MaximumIsExclusive ? $"below {maximum}" : $"of at most {maximum}";
        return (fromNowhere, toNowhere) switch
        {
            (true, true) => "",
            (false, true) => least,
            (true, false) => most,
            _ when range.MinimumIsExclusive || range.MaximumIsExclusive => $"{least} and {most}",
            _ => $"from {minimum} to {maximum}",
        };
    }

    private static string Bound(object bound, OptionValue kind) => bound switch
    {
        TimeSpan time => kind.WriteText(time),
        string text when kind.Type == typeof(TimeSpan) && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out TimeSpan time) =>
            kind.WriteText(time),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => bound.ToString() ?? "",
    };
}
