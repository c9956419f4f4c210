using System.Globalization;

namespace Einspace.Sdk.Plugins;

/// <summary>Numbers of bytes as people write them.</summary>
internal static class ByteSizes
{
    private static readonly (string Suffix, ulong Bytes)[] Units =
    [
        ("TiB", 1UL << 40), ("GiB", 1UL << 30), ("MiB", 1UL << 20), ("KiB", 1UL << 10),
        ("TB", 1_000_000_000_000), ("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1_000),
        ("B", 1),
    ];

    public static ulong? Read(string text)
    {
        (string suffix, ulong bytes) = Units.FirstOrDefault(
            u => text.EndsWith(u.Suffix, StringComparison.OrdinalIgnoreCase), (Suffix: "", Bytes: 1UL));
        string number = text[..^suffix.Length].TrimEnd();
        if (!decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal count)
            || count > ulong.MaxValue / (decimal)bytes)
            return null;
        decimal product = count * bytes;
        return product == decimal.Truncate(product) ? (ulong)product : null;
    }

    public static string Write(ulong bytes)
    {
        (string suffix, ulong unit) = Units.First(u => bytes % u.Bytes == 0);
        return bytes == 0 || unit == 1 ? bytes.ToString(CultureInfo.InvariantCulture) : $"{bytes / unit}{suffix}";
    }
}
