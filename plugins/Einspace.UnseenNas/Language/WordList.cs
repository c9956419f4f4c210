using System.Security.Cryptography;
using System.Text;
using Einspace.Sdk;
using Einspace.UnseenNas.Folders;
using Einspace.UnseenNas.Making;

namespace Einspace.UnseenNas.Language;

/// <summary>The words of a language that examples can be made of: six letters from a to x, in lower case.</summary>
/// <param name="Language">The language's name.</param>
/// <param name="Words">The words, each once, in ordinal order.</param>
/// <param name="Source">Where they come from.</param>
internal sealed record WordList(string Language, string[] Words, SourceFile Source)
{
    /// <summary>Letters of a word.</summary>
    public const int WordLength = 6;

    /// <summary>Letters of the alphabet, from a: y and z are none.</summary>
    public const int Letters = 24;

    /// <summary>Reads a list, one word a line.</summary>
    /// <param name="folder">The folder with the lists.</param>
    /// <param name="language">The language.</param>
    /// <exception cref="InputException">There is no list, or it cannot be read.</exception>
    public static WordList Read(string folder, string language)
    {
        string path = SourceBytes.Find(folder, $"{language}.txt", language)
            ?? throw new InputException(
                $"{Path.Combine(folder, language)}.txt (or .gz) is missing: a list of the words of '{language}', one a line; name the languages that there are by --set maker.languages=[…].");
        SourceBytes bytes = SourceBytes.Read(path);
        return new(language, Usable(Encoding.UTF8.GetString(bytes.Bytes).Split('\n')), bytes.File);
    }

    /// <summary>A list out of a dictionary's words; its digest is that of the words that can be used.</summary>
    /// <param name="dictionary">The dictionary's name, for the record.</param>
    /// <param name="language">The language.</param>
    /// <param name="words">All words.</param>
    public static WordList Of(string dictionary, string language, IEnumerable<string> words)
    {
        string[] usable = Usable(words);
        return new(language, usable, new SourceFile(dictionary, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', usable))))));
    }

    private static string[] Usable(IEnumerable<string> words) =>
        [.. words.Select(word => word.Trim('\r', '\uFEFF')).Where(IsUsable).Distinct().Order(StringComparer.Ordinal)];

    private static bool IsUsable(string word) => word.Length == WordLength && word.All(letter => letter is >= 'a' and < (char)('a' + Letters));
}
