using System.Text;

namespace Einspace.UnseenNas.Gutenberg;

/// <summary>The words of a text as the published generator takes them.</summary>
internal static class BookText
{
    // Words that stand in headings; with the Roman numbers from ii to xx.
    private static readonly HashSet<string> Headings =
    [
        "prologue", "epilogue", "chapter", "scene", "act",
        "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii", "xviii", "xix", "xx",
    ];

    /// <summary>
    /// All words: without the first lines and lines in capitals, in lower case, parted by white space and ASCII punctuation, without
    /// every other character (so that é is lost, as the published code has it, and not e, as its description has it), without words of
    /// headings.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="headerLines">How many lines to leave out at the beginning.</param>
    public static List<string> Words(string text, int headerLines)
    {
        List<string> words = [];
        StringBuilder word = new();
        foreach (string line in text.Split('\n').Skip(headerLines).Where(line => !IsInCapitals(line)))
        {
            foreach (char letter in line)
            {
                char small = char.ToLowerInvariant(letter);
                if (small is >= 'a' and <= 'z')
                    word.Append(small);
                else if (char.IsAscii(letter) && !char.IsDigit(letter))
                    End();
            }

            End();
        }

        return words;

        void End()
        {
            if (word.Length > 0 && word.ToString() is var whole && !Headings.Contains(whole))
                words.Add(whole);
            word.Clear();
        }
    }

    private static bool IsInCapitals(string line) => line.Any(char.IsUpper) && !line.Any(char.IsLower);
}
