using Einspace.Sdk;
using Einspace.Sdk.Data;
using Einspace.UnseenNas.Folders;
using Einspace.UnseenNas.Making;
using Einspace.UnseenNas.Tasks;
using Einspace.UnseenNas.Triples;

namespace Einspace.UnseenNas.Mnist;

/// <summary>
/// Makes AddNIST and MultNIST from MNIST's idx files. With both parts of MNIST by the official rule: training and validation examples
/// from the 60,000 training images, test examples from the 10,000. With only the 10,000, some of these are set aside for the test
/// split, as many as its size asks.
/// </summary>
/// <param name="task">What is made.</param>
/// <param name="rule">How three digits make a label.</param>
internal sealed class DigitTaskMaker(PublishedTask task, DigitRule rule) : TaskMaker<MakerOptions>(task, version: 2)
{
    private const string Files = "MNIST's idx files";

    /// <inheritdoc/>
    protected override TaskDraft Read(DatasetRecipe recipe, MakerOptions options, CancellationToken cancellation)
    {
        SplitSizes sizes = SplitSizes.Published(Task).Overlaid(recipe);
        string folder = SourceBytes.Folder(recipe.Source, Files);
        MnistImages? all = MnistImages.Read(folder, "train");
        MnistImages test = MnistImages.Read(folder, "t10k")
            ?? throw new InputException($"{Path.Combine(folder, "t10k-images-idx3-ubyte")} (or .gz) is missing: {Files} were expected there.");
        if (all is not null)
            SourceBytes.RefuseSame(all.Sources[0].File, test.Sources[0].File);

        SourceDeal deal = new(options.Split, sizes);
        RandomStream random = Random(recipe.Seed, "deal");
        Dictionary<DataSplit, DigitPool> pools = all is null
            ? Deal(test, FolderSplit.All)
            : new([.. Deal(all, [DataSplit.Train, DataSplit.Validation]), .. Deal(test, [DataSplit.Test])]);
        UsedSources used = new();
        return new TaskDraft
        {
            Rule = $"class uniform (exactly balanced), triple of digits i, j, k uniform in its class, image uniform among those of its digit; label = {rule.Formula}",
            Sources = [.. (all?.Sources ?? []).Concat(test.Sources).Select(source => source.File)],
            Sizes = sizes,
            Used = used,
            Deviations = all is null ? ["made from the test digits of MNIST alone: their images were dealt out, so that test shares none with training or validation"] : [],
            Write = (writer, stream) =>
            {
                DigitPool pool = pools[writer.Split];
                new TripleComposer(rule).Write(writer, stream, (digit, from, image) => used.Add(writer.Split, pool.Kind, pool.Draw(digit, from, image)));
            },
        };

        Dictionary<DataSplit, DigitPool> Deal(MnistImages images, DataSplit[] splits)
        {
            Dictionary<DataSplit, int[][]> numbers = splits.ToDictionary(split => split, _ => new int[10][]);
            foreach ((int digit, int[] ofDigit) in images.ByDigit().Index())
            {
                Dictionary<DataSplit, int[]> dealt = deal.Deal<int>(ofDigit, splits, 1, random)
                    ?? throw new InputException($"{images.Sources[1].Path} has {ofDigit.Length} images of the digit {digit}; {deal.Shares(splits)} were expected at least, one for each share of the splits.");
                foreach (DataSplit split in splits)
                    numbers[split][digit] = dealt[split];
            }

            return numbers.ToDictionary(pair => pair.Key, pair => new DigitPool(images, pair.Value));
        }
    }
}
