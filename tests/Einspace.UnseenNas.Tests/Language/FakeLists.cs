using Bogus;

namespace Einspace.UnseenNas.Tests.Language;

/// <summary>Made-up lists of words, most of them usable, among others that are not.</summary>
internal static class FakeLists
{
    /// <summary>Words that no example may be made of, for one reason each.</summary>
    public static readonly string[] Unusable = ["abcde", "abcdefg", "abcdey", "abcdez", "Abcdef", "ab'def", "ab-def", "ab def", "abcdé f", "äbcdef", "abc1ef", ""];

    /// <summary>Writes a list of words, each usable one beginning with the language's letter.</summary>
    public static void Write(string folder, string language, char first, int usable, params string[] more)
    {
        Directory.CreateDirectory(folder);
        Randomizer random = new(first);
        HashSet<string> words = [];
        while (words.Count < usable)
            words.Add(first + random.String(5, 'a', 'x'));
        File.WriteAllLines(Path.Combine(folder, $"{language}.txt"), [.. words, .. Unusable, .. more, .. words.Take(3)]);
    }
}
