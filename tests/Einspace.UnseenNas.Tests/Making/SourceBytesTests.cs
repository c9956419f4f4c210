using System.IO.Compression;
using Einspace.UnseenNas.Making;

namespace Einspace.UnseenNas.Tests.Making;

internal sealed class SourceBytesTests
{
    [Test]
    public void Files_with_an_ending_are_listed_once_each_in_order()
    {
        using TemporaryFolder folder = new();
        foreach (string name in new[] { "b.PGN", "a.pgn", "a.pgn.gz", "c.pgn.gz", "d.txt", "pgn" })
            File.WriteAllBytes(folder[name], []);
        Assert.That(SourceBytes.Files(folder[""], ".pgn").Select(Path.GetFileName), Is.EqualTo(new[] { "a.pgn", "b.PGN", "c.pgn.gz" }));
    }

    [Test]
    public void A_folder_that_cannot_be_listed_is_a_sentence()
    {
        Assert.That(() => SourceBytes.Files("/nowhere", ".pgn"), Throws.InstanceOf<InputException>().With.Message.StartsWith("/nowhere cannot be read: "));
        Assert.That(() => SourceBytes.Listed("x", _ => throw new UnauthorizedAccessException("locked")), Throws.InstanceOf<InputException>().With.Message.EqualTo("x cannot be read: locked"));
    }

    [Test]
    public void A_truncated_compressed_file_is_refused()
    {
        using TemporaryFolder folder = new();
        using (StreamWriter text = new(new GZipStream(File.Create(folder["x.gz"]), CompressionLevel.Fastest)))
            text.Write(string.Concat(Enumerable.Range(0, 10_000)));
        byte[] whole = File.ReadAllBytes(folder["x.gz"]);
        File.WriteAllBytes(folder["x.gz"], whole[..^50]);
        Assert.That(() => SourceBytes.Read(folder["x.gz"]), Throws.InstanceOf<InputException>().With.Message.Contains("x.gz is damaged").And.Message.Contains("it may be truncated"));
    }

    [TestCase("abc", "abc")]
    [TestCase("a\u001b[2J\r\n\0", "a?[2J???")]
    public void What_a_source_says_is_printed_without_harm(string text, string printed) => Assert.That(Excerpt.Of(text), Is.EqualTo(printed));

    [Test]
    public void What_a_source_says_is_cut_short() => Assert.That(Excerpt.Of(new string('x', 10_000)), Has.Length.EqualTo(61));
}
