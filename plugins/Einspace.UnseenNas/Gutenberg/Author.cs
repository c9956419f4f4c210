using System.Text;
using Einspace.Sdk;
using Einspace.UnseenNas.Folders;
using Einspace.UnseenNas.Making;

namespace Einspace.UnseenNas.Gutenberg;

/// <summary>An author's texts, as words.</summary>
/// <param name="Name">The name that their files begin with.</param>
/// <param name="Texts">For each text its name and its words in order.</param>
/// <param name="Sources">The files.</param>
internal sealed record Author(string Name, IReadOnlyList<(string Name, List<string> Words)> Texts, IReadOnlyList<SourceFile> Sources)
{
    /// <summary>Reads the texts of a folder: files <c>NAME1.txt</c>, <c>NAME2.txt</c>, … plain or compressed (.gz), NAME being the author.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="headerLines">Lines to leave out at the beginning of each.</param>
    /// <returns>The authors in alphabetical order.</returns>
    /// <exception cref="InputException">There are fewer than two authors, or a file cannot be read.</exception>
    public static List<Author> ReadAll(string folder, int headerLines)
    {
        List<Author> authors =
        [
            .. SourceBytes.Files(folder, ".txt")
                .GroupBy(path => TextName(path).TrimEnd([.. "0123456789"]))
                .OrderBy(ofAuthor => ofAuthor.Key, StringComparer.Ordinal)
                .Select(ofAuthor => Read(ofAuthor.Key, ofAuthor, headerLines)),
        ];
        return authors.Count >= 2 ? authors : throw new InputException(
            $"{folder} has texts of {authors.Count} authors; files such as plato1.txt and tolstoy1.txt (or .gz) of two authors were expected at least.");
    }

    private static Author Read(string name, IEnumerable<string> paths, int headerLines)
    {
        List<SourceBytes> files = [.. paths.Select(SourceBytes.Read)];
        return new(
            name,
            [.. files.Select(file => (TextName(file.Path), BookText.Words(Encoding.UTF8.GetString(file.Bytes), headerLines)))],
            [.. files.Select(file => file.File)]);
    }

    private static string TextName(string path) => Path.GetFileNameWithoutExtension(SourceBytes.PlainName(path));
}
