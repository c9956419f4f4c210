using Einspace.Sdk.Data;
using Einspace.UnseenNas.Making;

namespace Einspace.UnseenNas.Gutenberg;

/// <summary>Finds an author's phrases: three words of three to six letters each that follow one another.</summary>
internal static class AuthorPhrases
{
    /// <summary>Words of a phrase, and letters that each is filled up to.</summary>
    public const int Words = 3, WordLength = 6;

    private const int ShortestWord = 3;

    /// <summary>All phrases, each once, in the order of the texts.</summary>
    public static List<Phrase> All(Author author, int passageWords) => [.. Find(author, passageWords).DistinctBy(phrase => phrase.Text)];

    /// <summary>
    /// The phrases of each split's passages, each once; those across the border of two passages, and those that passages of two
    /// splits have, are left out.
    /// </summary>
    /// <param name="author">The author.</param>
    /// <param name="passageWords">Words of a passage.</param>
    /// <param name="splitOf">The split of each passage.</param>
    public static Dictionary<DataSplit, List<Phrase>> BySplit(Author author, int passageWords, IReadOnlyDictionary<Passage, DataSplit> splitOf)
    {
        Dictionary<string, (DataSplit Split, Phrase Phrase)?> found = [];
        foreach (Phrase phrase in Find(author, passageWords, acrossBorders: false))
        {
            DataSplit split = splitOf[phrase.Passage];
            if (!found.TryGetValue(phrase.Text, out (DataSplit Split, Phrase Phrase)? before))
                found[phrase.Text] = (split, phrase);
            else if (before?.Split != split)
                found[phrase.Text] = null;
        }

        return found.Values.OfType<(DataSplit Split, Phrase Phrase)>()
            .GroupBy(one => one.Split)
            .ToDictionary(ofSplit => ofSplit.Key, ofSplit => ofSplit.Select(one => one.Phrase).ToList());
    }

    /// <summary>The passages of an author's texts.</summary>
    public static IEnumerable<Passage> Passages(Author author, int passageWords) =>
        from text in author.Texts
        from number in Enumerable.Range(0, (text.Words.Count + passageWords - 1) / passageWords)
        select new Passage(text.Name, number);

    private static IEnumerable<Phrase> Find(Author author, int passageWords, bool acrossBorders = true)
    {
        foreach ((string name, List<string> words) in author.Texts)
        {
            // How many words up to here are of the right length, one after another.
            int run = 0;
            for (int last = 0; last < words.Count; last++)
            {
                run = words[last].Length is >= ShortestWord and <= WordLength ? run + 1 : 0;
                int first = last - Words + 1;
                if (run >= Words && (acrossBorders || first / passageWords == last / passageWords))
                    yield return new(string.Concat(words.Skip(first).Take(Words).Select(word => word.PadRight(WordLength, '_'))), new(name, first / passageWords));
            }
        }
    }
}
