using Einspace.UnseenNas.Folders;
using Einspace.UnseenNas.Npy;

namespace Einspace.UnseenNas.Tests.Making;

/// <summary>Looks at what a maker made.</summary>
internal static class Made
{
    /// <summary>The splits' names in those of the official files.</summary>
    public static readonly string[] Splits = ["train", "valid", "test"];

    /// <summary>The examples of a split in order, each with its label.</summary>
    public static List<(long Label, float[] Numbers)> Read(string folder, string split)
    {
        using NpyFile examples = NpyFile.Open(Path.Combine(folder, $"{split}_x.npy")), labels = NpyFile.Open(Path.Combine(folder, $"{split}_y.npy"));
        List<(long, float[])> read = [];
        long[] label = new long[1];
        for (int i = 0; i < examples.Rows; i++)
        {
            float[] example = new float[examples.RowLength];
            examples.CopyRow<float>(i, example);
            labels.CopyRow<long>(i, label);
            read.Add((label[0], example));
        }

        return read;
    }

    /// <summary>How many sources of a kind are in more than one split, by the record of provenance, counted for each pair of splits.</summary>
    public static int Shared(string folder, string kind)
    {
        FolderProvenance record = FolderProvenance.Read(folder)!;
        return Of(DataSplit.Train, DataSplit.Validation) + Of(DataSplit.Train, DataSplit.Test) + Of(DataSplit.Validation, DataSplit.Test);

        int Of(DataSplit one, DataSplit other) => record.Used[one][kind].Shared(record.Used[other][kind]);
    }

    /// <summary>Asserts that the same seed gives the same bytes, and another seed others.</summary>
    /// <param name="folder">Where to make.</param>
    /// <param name="make">Makes by a name and a seed.</param>
    /// <param name="different">A file that the seed decides.</param>
    public static void AssertDecidedBySeed(TemporaryFolder folder, Action<string, ulong> make, string different = "train_x.npy")
    {
        make("a", 5);
        make("b", 5);
        make("c", 6);
        foreach (string file in TaskFolder.FileNames.Append(FolderProvenance.FileName))
            Assert.That(Bytes("b", file), Is.EqualTo(Bytes("a", file)), file);
        Assert.That(Bytes("c", different), Is.Not.EqualTo(Bytes("a", different)));

        byte[] Bytes(string name, string file) => File.ReadAllBytes(Path.Combine(folder[name], file));
    }
}
