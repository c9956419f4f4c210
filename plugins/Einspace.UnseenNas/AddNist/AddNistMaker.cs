using System.Text.Json;
using Einspace.Sdk;
using Einspace.Sdk.Data;
using Einspace.Sdk.Plugins;
using Einspace.UnseenNas.Folders;
using Einspace.UnseenNas.Sums;

namespace Einspace.UnseenNas.AddNist;

/// <summary>
/// Makes AddNIST from MNIST's idx files. With both parts of MNIST by the official rule: training and validation examples from the
/// training images, test examples from the 10,000. With only the 10,000, these are dealt out to the three splits first, so that no
/// image of a digit is in two of them.
/// </summary>
internal sealed class AddNistMaker : DatasetMaker<NoOptions>
{
    // Counts of the published dataset.
    private const int PublishedTrain = 45_000, PublishedValidation = 15_000, PublishedTest = 10_000;

    // Raised whenever the same sources, sizes and seed would give other bytes.
    private const int Version = 1;

    /// <inheritdoc/>
    protected override void Make(DatasetRecipe recipe, NoOptions options, string folder, IProgress<ProgressStep>? progress, CancellationToken cancellation)
    {
        if (recipe.Source is null)
            throw new InputException("AddNIST is made from MNIST's idx files: name their folder by --from.");
        Dictionary<DataSplit, int> counts = new()
        {
            [DataSplit.Train] = recipe.Train ?? PublishedTrain,
            [DataSplit.Validation] = recipe.Validation ?? PublishedValidation,
            [DataSplit.Test] = recipe.Test ?? PublishedTest,
        };
        foreach ((DataSplit split, int count) in counts)
        {
            if (count < 1)
                throw new InputException($"The {split} split would have {count} examples; at least 1 is needed.");
        }

        if (!Directory.Exists(recipe.Source))
            throw new InputException($"{recipe.Source} is no folder: MNIST's idx files were expected there.");
        MnistImages? all = MnistImages.Read(recipe.Source, "train");
        MnistImages test = MnistImages.Read(recipe.Source, "t10k")
            ?? throw new InputException($"{Path.Combine(recipe.Source, "t10k-images-idx3-ubyte")} (or .gz) is missing: MNIST's idx files were expected there.");

        Dictionary<DataSplit, DigitPool> pools = all is null
            ? Deal(test, counts, recipe.Seed)
            : new()
            {
                [DataSplit.Train] = Whole(all),
                [DataSplit.Validation] = Whole(all),
                [DataSplit.Test] = Whole(test),
            };
        FolderWriter.Write(folder, progress, part => Write(part, recipe.Seed, counts, pools, all, test, progress, cancellation));
    }

    private static DigitPool Whole(MnistImages images)
    {
        int[][] numbers = images.ByDigit();
        int missing = Array.FindIndex(numbers, ofDigit => ofDigit.Length == 0);
        return missing < 0 ? new(images, numbers)
            : throw new InputException($"{images.Sources[1].Path} has no image of the digit {missing}.");
    }

    /// <summary>Deals the images of each digit out to the splits, in proportion to the splits' sizes.</summary>
    private static Dictionary<DataSplit, DigitPool> Deal(MnistImages images, Dictionary<DataSplit, int> counts, ulong seed)
    {
        RandomStream random = RandomStream.Derive(seed, "addnist/deal");
        Dictionary<DataSplit, int[][]> numbers = counts.Keys.ToDictionary(split => split, _ => new int[10][]);
        double total = counts.Values.Sum(count => (double)count);
        foreach ((int digit, int[] ofDigit) in images.ByDigit().Index())
        {
            if (ofDigit.Length < FolderSplit.All.Length)
                throw new InputException($"{images.Sources[1].Path} has {ofDigit.Length} images of the digit {digit}; each of the three splits needs one of its own.");
            random.Shuffle<int>(ofDigit);
            int from = 0;
            double share = 0;
            foreach ((int place, DataSplit split) in FolderSplit.All.Index())
            {
                // At least one for this split, and one left for each that follows.
                share += counts[split] / total;
                int to = Math.Clamp((int)Math.Round(share * ofDigit.Length), from + 1, ofDigit.Length - (FolderSplit.All.Length - 1 - place));
                numbers[split][digit] = ofDigit[from..to];
                from = to;
            }
        }

        return numbers.ToDictionary(pair => pair.Key, pair => new DigitPool(images, pair.Value));
    }

    private static void Write(
        string folder,
        ulong seed,
        Dictionary<DataSplit, int> counts,
        Dictionary<DataSplit, DigitPool> pools,
        MnistImages? all,
        MnistImages test,
        IProgress<ProgressStep>? progress,
        CancellationToken cancellation)
    {
        double done = 0, total = counts.Values.Sum(count => (double)count);
        SumSplitWriter writer = new(folder, examples => progress?.Report(new("composing examples", (done += examples) / total)), cancellation);
        foreach (DataSplit split in FolderSplit.All)
            writer.Write(split, counts[split], RandomStream.Derive(seed, "addnist/examples", (ulong)split), pools[split].Draw);
        new FolderMetadata(DigitSums.Classes, [SumSplitWriter.Channels, SumSplitWriter.Side, SumSplitWriter.Side], "Adaline", 89.85).Write(folder, counts[DataSplit.Train]);
        WriteProvenance(folder, seed, counts, pools, [.. all?.Sources ?? [], .. test.Sources], all is null);
    }

    /// <summary>Writes from what, how and with which deviations from the published dataset the folder was made.</summary>
    private static void WriteProvenance(
        string folder,
        ulong seed,
        Dictionary<DataSplit, int> counts,
        Dictionary<DataSplit, DigitPool> pools,
        IReadOnlyList<IdxFile> sources,
        bool dealt)
    {
        using FileStream stream = File.Create(Path.Combine(folder, "provenance.json"));
        using Utf8JsonWriter json = new(stream, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteString("dataset", "addnist");
        json.WriteNumber("generator_version", Version);
        json.WriteNumber("seed", seed);
        json.WriteStartArray("sources");
        foreach (IdxFile source in sources)
        {
            json.WriteStartObject();
            json.WriteString("file", Path.GetFileName(source.Path));
            json.WriteString("sha256", source.Digest);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("splits");
        foreach (DataSplit split in FolderSplit.All)
        {
            json.WriteStartObject(split.ToString().ToLowerInvariant());
            json.WriteNumber("examples", counts[split]);
            json.WriteNumber("digit_images", pools[split].Count);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteString("rule", "class uniform (exactly balanced), triple of digits uniform in its class, image uniform among those of its digit; label = sum - 1");
        json.WriteStartArray("deviations");
        json.WriteStringValue("not the published bytes: the published generator sets no seed");
        if (dealt)
            json.WriteStringValue("made from the 10,000 test digits alone: their images were dealt out to the splits, none is in two of them");
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
