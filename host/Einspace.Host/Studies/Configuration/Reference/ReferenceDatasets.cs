using System.Collections.Immutable;
using Einspace.Sdk;
using Einspace.Sdk.Plugins;

namespace Einspace.Host.Studies.Configuration.Reference;

/// <summary>The datasets that the reference's configuration may name (its data.py).</summary>
internal static class ReferenceDatasets
{
    /// <summary>The eight that are tasks here, by the same names; the reference looks for each in a folder of that name below its root.</summary>
    public static ImmutableArray<string> Tasks { get; } = ["addnist", "language", "multnist", "cifartile", "gutenberg", "isabella", "geoclassing", "chesseract"];

    private const string Augmented = "the reference crops and flips its images at random while it trains, which no evaluator here does, and reads Python's pickles";
    private const string Dense = "every pixel has an answer of its own, and networks here end in one class for each example";
    private const string ManyLabels = "an example has several labels, and networks here end in one class for each example";

    // Why each of the others is no task here.
    private static readonly ImmutableSortedDictionary<string, string> Others = new Dictionary<string, string>
    {
        ["mnist"] = "the reference trains on its own split of MNIST's files, and no task here is MNIST",
        ["cifar10"] = Augmented,
        ["cifar100"] = Augmented,
        ["spherical"] = "its file s2_cifar100.gz is a Python pickle, which is a program rather than data and is not read here",
        ["ninapro"] = "its arrays have names and axes of their own (ninapro_train.npy, label_train.npy), which no task here reads",
        ["satellite"] = "its .npy files are Python pickles, which are programs rather than data and are not read here",
        ["ecg"] = "its file challenge2017.pkl is a Python pickle, which is a program rather than data and is not read here, and it is scored by F1",
        ["darcyflow"] = $"{Dense}; its files are MATLAB's",
        ["psicov"] = $"{Dense}; its features are Python pickles",
        ["cosmic"] = Dense,
        ["fsd50k"] = ManyLabels,
        ["deepsea"] = ManyLabels,
        ["csawm"] = $"{ManyLabels}; its images are PNG files",
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>All names.</summary>
    public static IEnumerable<string> Names => Tasks.Concat(Others.Keys);

    /// <summary>The name of a dataset that is a task here.</summary>
    /// <exception cref="InputException">It is none of the eight; the sentence says why.</exception>
    public static string Read(ReferenceValue dataset)
    {
        string name = dataset.Text;
        if (Tasks.Contains(name))
            return name;
        string tasks = $"of the reference's datasets these are tasks here: {string.Join(", ", Tasks)}";
        if (Others.TryGetValue(name, out string? reason))
            throw dataset.Refusal($"'{name}' cannot be loaded: {reason}; {tasks}.");
        throw dataset.Refusal(NearestName.Of(name, Names) is { } near
            ? $"the reference knows no dataset '{name}'; did you mean '{near}'? ({tasks})"
            : $"the reference knows no dataset '{name}'; {tasks}.");
    }
}
