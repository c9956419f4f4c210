using System.IO.Compression;
using Einspace.UnseenNas.Npy;

namespace Einspace.UnseenNas.Tests.Npy;

internal sealed class NpzFileTests
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new();

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    [TestCase(CompressionLevel.NoCompression)]
    [TestCase(CompressionLevel.Optimal)]
    public void Arrays_are_read_compressed_or_not(CompressionLevel compression)
    {
        Write(compression, promised: 2, held: 6);
        using NpyFile array = NpzFile.Read(_folder["a.npz"], "numbers");
        int[] row = new int[3];
        array.CopyRow<int>(1, row);
        Assert.That(row, Is.EqualTo((int[])[3, 4, 5]));
        float[] part = new float[2];
        array.CopyPart(1, 1, part);
        Assert.That(part, Is.EqualTo((float[])[4, 5]));
    }

    [Test]
    public void Disposing_twice_does_no_harm()
    {
        Write(CompressionLevel.NoCompression, promised: 2, held: 6);
        ZipFile.ExtractToDirectory(_folder["a.npz"], _folder["a"]);
        foreach (NpyFile array in new[] { NpzFile.Read(_folder["a.npz"], "numbers"), NpyFile.Open(Path.Combine(_folder["a"], "numbers.npy")) })
        {
            array.Dispose();
            Assert.That(array.Dispose, Throws.Nothing);
        }
    }

    [TestCase(2, 5, "is truncated: its header promises 2×3 elements of Int32, 24 bytes, and 20 follow.")]
    [TestCase(2, 7, "is longer than it should be: its header promises 2×3 elements of Int32, 24 bytes, and more follow.")]
    [TestCase(1L << 40, 6, "is truncated: its header promises 1099511627776×3 elements of Int32, 13194139533312 bytes, and it has 152 in all.")]
    public void An_array_of_another_length_than_its_header_says_is_told(long promised, int held, string sentence)
    {
        Write(CompressionLevel.NoCompression, promised, held);
        Assert.That(() => NpzFile.Read(_folder["a.npz"], "numbers"), Throws.TypeOf<InputException>().With.Message.EqualTo($"{_folder["a.npz"]} (numbers) {sentence}"));
    }

    [Test]
    public void What_is_missing_is_named()
    {
        Assert.That(() => NpzFile.Read(_folder["a.npz"], "numbers"), Throws.TypeOf<InputException>().With.Message.EqualTo($"{_folder["a.npz"]} is missing."));
        Write(CompressionLevel.NoCompression, 2, 6);
        Assert.That(() => NpzFile.Read(_folder["a.npz"], "letters"), Throws.TypeOf<InputException>().With.Message.EqualTo($"{_folder["a.npz"]} has no array 'letters'; it has numbers."));
    }

    [Test]
    public void A_truncated_archive_is_told()
    {
        Write(CompressionLevel.Optimal, 2, 6);
        using (FileStream stream = File.OpenWrite(_folder["a.npz"]))
            stream.SetLength(stream.Length - 10);
        Assert.That(() => NpzFile.Read(_folder["a.npz"], "numbers"), Throws.TypeOf<InputException>().With.Message.StartsWith($"{_folder["a.npz"]} is truncated or no .npz file: "));
    }

    private void Write(CompressionLevel compression, long promised, int held)
    {
        using ZipArchive archive = ZipFile.Open(_folder["a.npz"], ZipArchiveMode.Create);
        using Stream stream = archive.CreateEntry("numbers.npy", compression).Open();
        new NpyHeader(NpyElement.Int32, false, false, [promised, 3]).Write(stream);
        stream.Write([.. Enumerable.Range(0, held).SelectMany(BitConverter.GetBytes)]);
    }
}
