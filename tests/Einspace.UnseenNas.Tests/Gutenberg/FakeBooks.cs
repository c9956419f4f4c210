using System.IO.Compression;
using Bogus;

namespace Einspace.UnseenNas.Tests.Gutenberg;

/// <summary>Made-up texts: each author has words of his own, and all say one sentence.</summary>
internal static class FakeBooks
{
    /// <summary>A sentence of every author's.</summary>
    public const string Common = "all our men say";

    public static void Write(string folder, string author, int texts, int lines, bool compressed = false)
    {
        Directory.CreateDirectory(folder);
        Randomizer random = new(author[0]);
        string[] words = [.. Enumerable.Range(0, 60).Select(_ => random.String(random.Int(2, 8), 'a', 'z'))];
        for (int text = 1; text <= texts; text++)
        {
            IEnumerable<string> all = Enumerable.Range(0, lines).Select(line => line % 20 == 7 ? $"{Common}." : string.Join(' ', random.ArrayElements(words, 12)))
                .Prepend("Licence of this text").Prepend("Zzzzz Zzzzz Zzzzz");
            string path = Path.Combine(folder, $"{author}{text}.txt");
            using StreamWriter file = new(compressed ? new GZipStream(File.Create(path + ".gz"), CompressionLevel.Fastest) : File.Create(path));
            foreach (string line in all)
                file.Write(line + "\r\n");
        }
    }
}
