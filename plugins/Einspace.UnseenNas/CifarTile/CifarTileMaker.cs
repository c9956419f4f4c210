using Einspace.Sdk;
using Einspace.Sdk.Data;
using Einspace.UnseenNas.Folders;
using Einspace.UnseenNas.Making;
using Einspace.UnseenNas.Tasks;

namespace Einspace.UnseenNas.CifarTile;

/// <summary>
/// Makes CIFARTile from CIFAR-10's binary batches: four images of k classes as tiles, label k − 1. The images of training and
/// validation come from the training batches, those of test from the test batch.
/// </summary>
internal sealed class CifarTileMaker() : TaskMaker<MakerOptions>(PublishedTasks.CifarTile, version: 1)
{
    private const string Files = "CIFAR-10's binary batches";
    private const int Tiles = 4;

    // How many images are of each of the k classes, for k from 1 to 4.
    private static readonly int[][] Shares = [[4], [2, 2], [2, 1, 1], [1, 1, 1, 1]];

    private static readonly string[] TrainFiles = [.. Enumerable.Range(1, 5).Select(number => $"data_batch_{number}.bin")];

    /// <inheritdoc/>
    protected override TaskDraft Read(DatasetRecipe recipe, MakerOptions options, CancellationToken cancellation)
    {
        SplitSizes sizes = SplitSizes.Published(Task).Overlaid(recipe);
        string folder = SourceBytes.Folder(recipe.Source, Files);
        List<CifarBatch> train = [.. TrainFiles.Select(name => CifarBatch.Read(folder, name)).OfType<CifarBatch>()];
        if (train.Count == 0)
            throw new InputException($"{Path.Combine(folder, TrainFiles[0])} (or .gz) is missing: {Files} were expected there, at least one of the five.");
        CifarBatch test = CifarBatch.Read(folder, "test_batch.bin")
            ?? throw new InputException($"{Path.Combine(folder, "test_batch.bin")} (or .gz) is missing: {Files} were expected there.");
        SourceBytes.RefuseSame(train.Append(test).Select(batch => batch.File));

        SourceDeal deal = new(options.Split, sizes);
        RandomStream random = Random(recipe.Seed, "deal");
        Dictionary<DataSplit, CifarImage[][]> pools = new([.. Deal(train, [DataSplit.Train, DataSplit.Validation]), .. Deal([test], [DataSplit.Test])]);
        UsedSources used = new();
        return new TaskDraft
        {
            Rule = "k uniform in 1 to 4, k of the ten classes, four images of them, different ones (4; 2 + 2; 2 + 1 + 1; 1 + 1 + 1 + 1), in random places; "
                + "of the training batches each shifted by up to 4 pixels each way into black and in half of the cases mirrored; label = k - 1",
            Sources = [.. train.Append(test).Select(batch => batch.File)],
            Sizes = sizes,
            Used = used,
            Deviations = train.Count < TrainFiles.Length ? [$"made from {train.Count} of the 5 training batches"] : [],
            Write = (writer, stream) => Write(writer, stream, pools[writer.Split], used),
        };

        Dictionary<DataSplit, CifarImage[][]> Deal(List<CifarBatch> batches, DataSplit[] splits)
        {
            Dictionary<DataSplit, CifarImage[][]> shares = splits.ToDictionary(split => split, _ => new CifarImage[CifarBatch.Classes][]);
            ILookup<int, CifarImage> byClass = batches.SelectMany(batch => batch.Images).ToLookup(image => image.Label);
            for (int label = 0; label < CifarBatch.Classes; label++)
            {
                CifarImage[] ofClass = [.. byClass[label]];
                Dictionary<DataSplit, CifarImage[]> dealt = deal.Deal<CifarImage>(ofClass, splits, Tiles, random) ?? throw new InputException(
                    $"{folder} has {ofClass.Length} images of class {label} in {string.Join(", ", batches.Select(batch => batch.File.File))}; {Tiles * deal.Shares(splits)} were expected at least.");
                foreach (DataSplit split in splits)
                    shares[split][label] = dealt[split];
            }

            return shares;
        }
    }

    private static void Write(ExampleWriter writer, RandomStream random, CifarImage[][] pool, UsedSources used)
    {
        int[] classes = [.. Enumerable.Range(0, CifarBatch.Classes)], places = [.. Enumerable.Range(0, Tiles)];
        for (int i = 0; i < writer.Count; i++)
        {
            int label = random.NextInt(Shares.Length);
            random.Shuffle<int>(classes);
            random.Shuffle<int>(places);
            int tile = 0;
            for (int part = 0; part < Shares[label].Length; part++)
            {
                foreach (CifarImage image in Choose(pool[classes[part]], Shares[label][part], random))
                {
                    used.Add(writer.Split, image.Batch.Kind, image.Number);
                    if (writer.Split == DataSplit.Test)
                        TilePainter.Paint(image, places[tile++], writer.Example);
                    else
                        TilePainter.Paint(image, places[tile++], writer.Example, random);
                }
            }

            writer.Add(label);
        }
    }

    /// <summary>Different images, each as likely as every other.</summary>
    private static List<CifarImage> Choose(CifarImage[] images, int count, RandomStream random)
    {
        List<CifarImage> chosen = [];
        while (chosen.Count < count)
        {
            CifarImage image = images[random.NextInt(images.Length)];
            if (!chosen.Contains(image))
                chosen.Add(image);
        }

        return chosen;
    }
}
