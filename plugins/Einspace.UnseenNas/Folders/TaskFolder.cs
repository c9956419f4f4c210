using System.Collections.Immutable;
using Einspace.Sdk;
using Einspace.Sdk.Data;
using Einspace.Sdk.Graphs;

namespace Einspace.UnseenNas.Folders;

/// <summary>A task's folder in the official format: six .npy files and <c>metadata</c>, some of its splits mapped.</summary>
internal sealed class TaskFolder : IDisposable
{
    private readonly InputMode _mode;

    private TaskFolder(string path, InputMode mode, FolderMetadata metadata, ImmutableDictionary<DataSplit, FolderSplit> splits) =>
        (Path, _mode, Metadata, Splits) = (path, mode, metadata, splits);

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>What the file <c>metadata</c> says.</summary>
    public FolderMetadata Metadata { get; }

    /// <summary>The mapped splits.</summary>
    public ImmutableDictionary<DataSplit, FolderSplit> Splits { get; }

    /// <summary>The names of all files of the format.</summary>
    public static IEnumerable<string> FileNames =>
        [FolderMetadata.FileName, .. FolderSplit.All.SelectMany(split => new[] { FolderSplit.ExamplesFile(split), FolderSplit.LabelsFile(split) })];

    /// <summary>Maps a folder's splits, after looking at everything that can be seen without reading the examples.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="mode">What the arrays' axes mean.</param>
    /// <param name="splits">Which splits to map.</param>
    /// <param name="problems">Receives one sentence for each thing that is wrong.</param>
    /// <returns>The folder; null when something is wrong.</returns>
    public static TaskFolder? Open(string path, InputMode mode, IEnumerable<DataSplit> splits, ICollection<string> problems)
    {
        if (!Directory.Exists(path))
        {
            problems.Add($"{path} is no folder: six .npy files and a file 'metadata' were expected there.");
            return null;
        }

        int before = problems.Count;
        FolderMetadata? metadata = Try(() => FolderMetadata.Read(path), problems);
        ImmutableDictionary<DataSplit, FolderSplit>.Builder opened = ImmutableDictionary.CreateBuilder<DataSplit, FolderSplit>();
        foreach (DataSplit split in splits)
        {
            if (Try(() => FolderSplit.Open(path, split, mode, metadata?.Output), problems) is { } files)
                opened.Add(split, files);
        }

        AddMisfits(metadata, opened, problems);
        if (metadata is not null && problems.Count == before)
            return new TaskFolder(path, mode, metadata, opened.ToImmutable());
        foreach (FolderSplit files in opened.Values)
            files.Dispose();
        return null;
    }

    /// <summary>Maps a folder's splits.</summary>
    /// <exception cref="InputException">Something is wrong; the first problem is the message.</exception>
    public static TaskFolder Open(string path, InputMode mode, IEnumerable<DataSplit> splits)
    {
        List<string> problems = [];
        return Open(path, mode, splits, problems) ?? throw Complaint(path, problems);
    }

    /// <summary>One sentence out of a folder's problems.</summary>
    public static InputException Complaint(string path, IReadOnlyList<string> problems) =>
        new(problems.Count == 1 ? problems[0] : $"{problems[0]} ({problems.Count - 1} more: 'einspace data check {path}' lists them.)");

    /// <summary>What the folder's task asks.</summary>
    /// <param name="name">The task's name.</param>
    public TaskSpec Spec(string name)
    {
        FolderSplit first = Splits.Values.First();
        TaskSpec task = new(name, new TensorShape(first.ExampleShape), _mode, Metadata.Output, first.AnswerShape ?? new TensorShape(Metadata.Classes!.Value));
        return task with { Metric = Metadata.Metric ?? task.Metric };
    }

    /// <summary>The statistics that the splits are normalised by: those kept in the cache, or computed from the training examples.</summary>
    public ChannelStatistics Statistics(Action<double>? progress, CancellationToken cancellation) => Statistics(DataSplit.Train, progress, cancellation);

    /// <summary>The statistics of a split's examples: those kept in the cache, or computed from the examples.</summary>
    /// <exception cref="InputException">A number is not finite.</exception>
    public ChannelStatistics Statistics(DataSplit split, Action<double>? progress, CancellationToken cancellation)
    {
        FolderSplit files = Splits[split];
        string fingerprint = FolderFingerprint.Of(Path, FolderSplit.ExamplesFile(split));
        if (ChannelStatistics.Read(fingerprint, (int)files.ExampleShape[0]) is { } kept)
            return kept;
        ChannelStatistics statistics = ChannelStatistics.Compute(files, progress, cancellation);
        statistics.Write(fingerprint);
        return statistics;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (FolderSplit split in Splits.Values)
            split.Dispose();
    }

    private static void AddMisfits(FolderMetadata? metadata, IDictionary<DataSplit, FolderSplit> opened, ICollection<string> problems)
    {
        FolderSplit? first = opened.Values.FirstOrDefault();
        foreach (FolderSplit files in opened.Values)
        {
            if (!files.ExampleShape.SequenceEqual(first!.ExampleShape))
                problems.Add($"{files.Examples.Path} has examples of {Words(files.ExampleShape)}; those of {first.Examples.Path} are {Words(first.ExampleShape)}.");
            if (files.AnswerShape is { } answer && answer != first.AnswerShape)
                problems.Add($"{files.Answers.Path} has targets of {Words(answer.Sizes)}; those of {first.Answers.Path} are {Words(first.AnswerShape!.Value.Sizes)}.");
            if (metadata is { Output: OutputKind.Classification, Classes: { } classes } && files.BadLabel(classes) is { } bad)
                problems.Add(bad);
        }

        if (metadata?.Classes is { } said && first?.AnswerShape is { } shown && (metadata.Output.IsDense() ? 1 : shown[1]) is var held && said != held)
        {
            string what = metadata.Output switch { OutputKind.MultiLabel => "labels", OutputKind.Regression => "values", _ => "number of each pixel" };
            problems.Add($"The file metadata gives {said} as the number of classes; {first.Answers.Path} has {held} {what}, so {held} was expected, or nothing.");
        }

        // An axis of one channel may be left out, in the arrays or in the metadata.
        if (metadata?.InputShape is { } shape && first is not null && !shape.SkipWhile(IsOne).SequenceEqual(first.ExampleShape.SkipWhile(IsOne)))
            problems.Add($"The file metadata says that examples are {Words(shape)}; those of {first.Examples.Path} are {Words(first.ExampleShape)}.");
    }

    private static bool IsOne(long size) => size == 1;

    private static string Words(IEnumerable<long> shape) => string.Join('×', shape);

    private static T? Try<T>(Func<T> read, ICollection<string> problems)
        where T : class
    {
        try
        {
            return read();
        }
        catch (InputException e)
        {
            problems.Add(e.Message);
            return null;
        }
    }
}
