using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Einspace.UnseenNas.Folders;

/// <summary>
/// Which things of one kind of source a split was made from: numbers of images, games or tiles, or words and names. In JSON numbers
/// are one text of ranges, <c>"0-5,7"</c>, and words are a list.
/// </summary>
internal sealed class SourceIds
{
    // A range longer than any source is a mistake, and would eat the memory.
    private const int Most = 100_000_000;

    private readonly SortedSet<int> _numbers;
    private readonly SortedSet<string> _words;

    /// <summary>Numbered things.</summary>
    public SourceIds(IEnumerable<int> numbers) => (_numbers, _words) = ([.. numbers], []);

    /// <summary>Words or names.</summary>
    public SourceIds(IEnumerable<string> words) => (_numbers, _words) = ([], new(words, StringComparer.Ordinal));

    /// <summary>How many there are, each counted once.</summary>
    public int Count => _numbers.Count + _words.Count;

    /// <summary>How many of these are among others too.</summary>
    public int Shared(SourceIds other) => _numbers.Count(other._numbers.Contains) + _words.Count(other._words.Contains);

    /// <summary>Reads what <see cref="Write"/> wrote; null where it is something else.</summary>
    public static SourceIds? Read(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Array)
            return new(value.EnumerateArray().Select(word => word.ToString()));
        if (value.ValueKind != JsonValueKind.String)
            return null;
        List<int> numbers = [];
        foreach (string range in value.GetString()!.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] ends = range.Split('-');
            if (ends.Length > 2 || !TryRead(ends[0], out int from) || !TryRead(ends[^1], out int to) || to < from || to - from >= Most)
                return null;
            numbers.AddRange(Enumerable.Range(from, to - from + 1));
        }

        return new(numbers);
    }

    /// <summary>Writes the value.</summary>
    public void Write(Utf8JsonWriter json)
    {
        if (_words.Count == 0)
        {
            json.WriteStringValue(Ranges());
            return;
        }

        json.WriteStartArray();
        foreach (string word in _words)
            json.WriteStringValue(word);
        json.WriteEndArray();
    }

    private static bool TryRead(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private string Ranges()
    {
        StringBuilder text = new();
        int[] numbers = [.. _numbers];
        for (int i = 0; i < numbers.Length; i++)
        {
            int from = numbers[i];
            while (i + 1 < numbers.Length && numbers[i + 1] == numbers[i] + 1)
                i++;
            text.Append(text.Length == 0 ? "" : ",").Append(CultureInfo.InvariantCulture, $"{from}");
            if (numbers[i] > from)
                text.Append(CultureInfo.InvariantCulture, $"-{numbers[i]}");
        }

        return text.ToString();
    }
}
