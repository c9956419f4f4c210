using System.Collections.Immutable;
using Einspace.Sdk;
using Einspace.Sdk.Plugins;

namespace Einspace.Host.Studies.Configuration.Reference;

/// <summary>The datasets that the reference's configuration may name (its data.py).</summary>
internal static class ReferenceDatasets
{
    private const string Normalised = "here channels are normalised by the training examples";
    private const string OwnCut = "cuts validation out by a list of its own (a pickle)";

    // The eight Unseen NAS tasks, which are what they are there, and NAS-Bench-360's ten with what they are not.
    private static readonly ImmutableArray<(string Name, string? Difference)> Known =
    [
        ("addnist", null), ("language", null), ("multnist", null), ("cifartile", null), ("gutenberg", null), ("isabella", null), ("geoclassing", null), ("chesseract", null),
        ("cifar100", $"the reference crops and flips images at random while it trains, and {OwnCut}; here images are as they are, and validation is the last fifth of train.bin"),
        ("spherical", $"the reference {OwnCut}, and normalises nothing; {Normalised}, and validation is the folder's"),
        ("ninapro", $"the reference resizes the arrays of 52×16 as if they were pictures of 16×52, and normalises nothing; here they are turned, as in NAS-Bench-360, and {Normalised}"),
        ("fsd50k", "the reference mixes noise in and masks parts of spectrograms while it trains, takes one second of each recording, and scores the mean answer over a recording's seconds; here every second is an example as it is"),
        ("darcyflow", "the reference scales its answers and the right ones alike by the pressure's mean and deviation at each point before it compares them; here they are compared as they are"),
        ("psicov", "the reference cuts 128×128 pairs out of long proteins anew each time, and tests by the mean absolute error of near pairs over whole proteins; here the cut is the folder's, and tested by the mean absolute error of all pairs"),
        ("cosmic", "the reference adds a random amount of sky to pictures, leaves pixels out that its masks ignore, and scores AUROC of yes and no; here pictures are as they are, all pixels count, and AUROC is that of the answers before they are cut in two"),
        ("ecg", "the reference lets the windows of a patient vote before it scores F1; here each window counts"),
        ("satellite", null),
        ("deepsea", $"the reference feeds the arrays as they are; {Normalised}"),
    ];

    // Why each of the others is no task here.
    private static readonly ImmutableSortedDictionary<string, string> Others = new Dictionary<string, string>
    {
        ["mnist"] = "the reference trains on its own split of MNIST's files, and no task here is MNIST",
        ["cifar10"] = "the reference crops and flips its images at random while it trains, which no evaluator here does, and no task here is CIFAR-10",
        ["csawm"] = "its images are PNG files with labels of several levels, which no task here reads",
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>Those that are tasks here, by the same names; the reference looks for each in a folder of that name below its root.</summary>
    public static ImmutableArray<string> Tasks { get; } = [.. Known.Select(dataset => dataset.Name)];

    /// <summary>All names.</summary>
    public static IEnumerable<string> Names => Tasks.Concat(Others.Keys);

    /// <summary>What of a task here is not as the reference has it, as the end of a sentence; null where nothing is.</summary>
    public static string? Difference(string task) => Known.Single(dataset => dataset.Name == task).Difference;

    /// <summary>The name of a dataset that is a task here.</summary>
    /// <exception cref="InputException">It is none; the sentence says why.</exception>
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
