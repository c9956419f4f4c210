using System.Globalization;
using System.Text;

namespace Einspace.Sdk.Plugins;

/// <summary>Durations as people write them: <c>30s</c>, <c>5m</c>, <c>1h30m</c>, <c>250ms</c>, <c>1.5h</c>.</summary>
internal static class Durations
{
    private static readonly (string Suffix, long Ticks)[] Units =
    [
        ("d", TimeSpan.TicksPerDay), ("h", TimeSpan.TicksPerHour), ("ms", TimeSpan.TicksPerMillisecond),
        ("m", TimeSpan.TicksPerMinute), ("s", TimeSpan.TicksPerSecond), ("us", TimeSpan.TicksPerMicrosecond),
    ];

    public static TimeSpan? Read(string text)
    {
        if (text == "0")
            return TimeSpan.Zero;
        decimal ticks = 0;
        int position = 0;
        while (position < text.Length)
        {
            int end = position;
            while (end < text.Length && (char.IsAsciiDigit(text[end]) || text[end] == '.'))
                end++;
            if (!decimal.TryParse(text.AsSpan(position, end - position), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal count))
                return null;
            (string? suffix, long unit) = Units.FirstOrDefault(u => string.CompareOrdinal(text, end, u.Suffix, 0, u.Suffix.Length) == 0);
            if (suffix is null || count > long.MaxValue / unit)
                return null;
            ticks += count * unit;
            position = end + suffix.Length;
        }

        return text.Length > 0 && ticks <= long.MaxValue ? TimeSpan.FromTicks((long)ticks) : null;
    }

    public static string Write(TimeSpan time)
    {
        if (time < TimeSpan.Zero)
            throw new InvalidOperationException($"Durations of options are not negative, found {time}; use a nullable one for none.");
        if (time == TimeSpan.Zero)
            return "0s";
        StringBuilder text = new();
        long rest = time.Ticks;
        foreach ((string suffix, long unit) in Units.OrderByDescending(u => u.Ticks))
        {
            if (unit == TimeSpan.TicksPerMicrosecond && rest != 0)
                text.Append((rest / (decimal)unit).ToString(CultureInfo.InvariantCulture)).Append(suffix);
            else if (rest / unit != 0)
                text.Append(rest / unit).Append(suffix);
            rest %= unit;
        }

        return text.ToString();
    }
}
