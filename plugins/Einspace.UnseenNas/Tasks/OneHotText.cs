namespace Einspace.UnseenNas.Tasks;

/// <summary>Reads words of six letters that an image spells: one place after the other, the letter whose number stands out.</summary>
internal static class OneHotText
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyz_";
    private const int WordLength = 6;

    /// <summary>Language: a row for each of 24 places, a column for each letter from a to x.</summary>
    public static string? ReadRows(ReadOnlySpan<float> example) => Read(example, letters: 24, fromLetterToLetter: 1, fromPlaceToPlace: 24);

    /// <summary>Gutenberg: a column for each of 18 places, a row for each letter; the last row fills up shorter words.</summary>
    public static string? ReadColumns(ReadOnlySpan<float> example) => Read(example, letters: 27, fromLetterToLetter: 18, fromPlaceToPlace: 1);

    private static string? Read(ReadOnlySpan<float> example, int letters, int fromLetterToLetter, int fromPlaceToPlace)
    {
        List<string> words = [];
        Span<char> word = stackalloc char[WordLength];
        for (int place = 0; place < example.Length / letters; place++)
        {
            ReadOnlySpan<float> column = example[(place * fromPlaceToPlace)..];
            int largest = 0, least = 0;
            for (int letter = 1; letter < letters; letter++)
            {
                float value = column[letter * fromLetterToLetter];
                if (value > column[largest * fromLetterToLetter])
                    largest = letter;
                if (value < column[least * fromLetterToLetter])
                    least = letter;
            }

            // All alike: no letter is marked.
            if (largest == least)
                return null;
            word[place % WordLength] = Letters[largest];
            if (place % WordLength == WordLength - 1)
                words.Add(word.TrimEnd('_').ToString());
        }

        return string.Join(' ', words);
    }
}
