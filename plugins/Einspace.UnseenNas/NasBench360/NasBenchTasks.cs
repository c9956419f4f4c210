using System.Collections.Immutable;
using Einspace.Sdk.Data;
using Einspace.Sdk.Graphs;

namespace Einspace.UnseenNas.NasBench360;

/// <summary>
/// The ten tasks of NAS-Bench-360 (Tu et al., NeurIPS 2022, arXiv 2110.05668; github.com/rtu715/NAS-Bench-360): shapes, kinds of answers and
/// sizes of the splits as its index.md and loaders have them. Of a task that it scores by a measure of its own the nearest one of
/// <see cref="TaskMetrics"/> is taken.
/// </summary>
internal static class NasBenchTasks
{
    private const int Dense = 128, Darcy = 85;

    /// <summary>Photographs.</summary>
    public static readonly NasBenchTask Cifar100 = new("CIFAR-100", Classification("cifar100", new(3, 32, 32), 100), 40_000, 10_000, 10_000)
    {
        Classes = Words(Cifar100Classes),
        Originals = new Cifar100Files(),
        Unread = [new("cifar-100-python", $"{UnreadFile.Pickle}, while CIFAR-100's binary version (train.bin, test.bin) is read")],
    };

    /// <summary>CIFAR-100's photographs on a sphere.</summary>
    public static readonly NasBenchTask Spherical = new("Spherical CIFAR-100", Classification("spherical", new(3, 60, 60), 100), 40_000, 10_000, 10_000)
    {
        Classes = Words(Cifar100Classes),
        Unread = [new("s2_cifar100.gz", UnreadFile.Pickle), new("s2_cifar100", UnreadFile.Pickle)],
    };

    /// <summary>Gestures of a hand, from electrodes on the forearm.</summary>
    public static readonly NasBenchTask NinaPro = new("NinaPro DB5", Classification("ninapro", new(1, 16, 52), 18), 2_638, 659, 659)
    {
        Originals = new NinaProFiles(),
    };

    /// <summary>What is heard in a second of sound.</summary>
    public static readonly NasBenchTask Fsd50k = new(
        "FSD50K", new TaskSpec("fsd50k", new(1, 101, 96), InputMode.Image, OutputKind.MultiLabel, new(200)), 36_796, 4_170, 10_231)
    {
        Unread = [new("lbl_map.json", "part of a collection of sounds, of which spectrograms must be made first"), new("audio.zip", "an archive of sounds, of which spectrograms must be made first")],
    };

    /// <summary>Pressure of a fluid in a porous medium, from how permeable it is.</summary>
    public static readonly NasBenchTask DarcyFlow = new(
        "Darcy Flow", new TaskSpec("darcyflow", new(1, Darcy, Darcy), InputMode.Image, OutputKind.DenseRegression, new(Darcy, Darcy)), 900, 100, 100)
    {
        Unread = [.. Enumerable.Range(1, 2).Select(number => new UnreadFile($"piececonst_r421_N1024_smooth{number}.mat", "a file of MATLAB's"))],
    };

    /// <summary>Distances between the residues of a protein, in ångström.</summary>
    public static readonly NasBenchTask Psicov = new(
        "PSICOV", new TaskSpec("psicov", new(57, Dense, Dense), InputMode.Image, OutputKind.DenseRegression, new(Dense, Dense)) { Metric = TaskMetric.MeanAbsoluteError }, 3_356, 100, 150)
    {
        Unread =
        [
            .. ((string[])["deepcov", "psicov", "protein"]).Select(name => new UnreadFile(name, "a folder of Python pickles, which are programs rather than data")),
            new("protein.zip", "an archive of Python pickles, which are programs rather than data"),
        ],
    };

    /// <summary>Pixels of a telescope's picture that a cosmic ray hit.</summary>
    public static readonly NasBenchTask Cosmic = new(
        "Cosmic", new TaskSpec("cosmic", new(1, Dense, Dense), InputMode.Image, OutputKind.DenseLabels, new(Dense, Dense)), 4_347, 483, 420)
    {
        Originals = new CosmicFiles(),
    };

    /// <summary>The rhythm of a heart.</summary>
    public static readonly NasBenchTask Ecg = new("ECG", Classification("ecg", new(1, 1, 1000), 4) with { Metric = TaskMetric.F1 }, 260_000, 33_000, 33_000)
    {
        Classes = ["normal", "atrial fibrillation", "other rhythm", "noise"],
        Unread = [new("challenge2017.pkl", UnreadFile.Pickle)],
    };

    /// <summary>What grows on a piece of land, from a year of one pixel.</summary>
    public static readonly NasBenchTask Satellite = new("Satellite", Classification("satellite", new(1, 1, 46), 24), 800_000, 100_000, 100_000)
    {
        Unread = [.. ((string[])["train", "test"]).Select(split => new UnreadFile($"satellite_{split}.npy", UnreadFile.Pickle))],
    };

    /// <summary>Which proteins bind to a piece of DNA.</summary>
    public static readonly NasBenchTask DeepSea = new(
        "DeepSEA", new TaskSpec("deepsea", new(4, 1, 1000), InputMode.Image, OutputKind.MultiLabel, new(36)) { Metric = TaskMetric.Auroc }, 71_753, 2_490, 149_400)
    {
        Originals = new DeepSeaFile(),
    };

    /// <summary>All ten.</summary>
    public static readonly ImmutableArray<NasBenchTask> All = [Cifar100, Spherical, NinaPro, Fsd50k, DarcyFlow, Psicov, Cosmic, Ecg, Satellite, DeepSea];

    // In the order of CIFAR-100's fine_label_names.txt, which is the alphabet's.
    private const string Cifar100Classes = """
        apple aquarium_fish baby bear beaver bed bee beetle bicycle bottle bowl boy bridge bus butterfly camel can castle caterpillar
        cattle chair chimpanzee clock cloud cockroach couch crab crocodile cup dinosaur dolphin elephant flatfish forest fox girl hamster
        house kangaroo keyboard lamp lawn_mower leopard lion lizard lobster man maple_tree motorcycle mountain mouse mushroom oak_tree
        orange orchid otter palm_tree pear pickup_truck pine_tree plain plate poppy porcupine possum rabbit raccoon ray road rocket rose
        sea seal shark shrew skunk skyscraper snail snake spider squirrel streetcar sunflower sweet_pepper table tank telephone television
        tiger tractor train trout tulip turtle wardrobe whale willow_tree wolf woman worm
        """;

    private static TaskSpec Classification(string name, TensorShape input, int classes) => new(name, input, InputMode.Image, classes);

    private static ImmutableArray<string> Words(string text) =>
        [.. text.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(word => word.Replace('_', ' '))];
}
