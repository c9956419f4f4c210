using System.Collections.Immutable;
using System.Globalization;
using Einspace.Sdk;
using Einspace.Sdk.Data;
using Einspace.UnseenNas.Npy;
using Einspace.UnseenNas.Tasks;

namespace Einspace.UnseenNas.Folders;

/// <summary>Tells what a sound folder holds.</summary>
internal sealed class FolderDescriber
{
    /// <summary>Which splits are compared.</summary>
    public static readonly (DataSplit Split, DataSplit Other)[] Pairs =
        [(DataSplit.Validation, DataSplit.Train), (DataSplit.Test, DataSplit.Train), (DataSplit.Test, DataSplit.Validation)];

    // Of targets: what is far from 1 takes a learning rate and a number of steps that nobody guesses.
    private const double SmallestSize = 1e-3, LargestSize = 1e3;

    private readonly TaskFolder _folder;
    private readonly IProgress<ProgressStep>? _progress;
    private readonly CancellationToken _cancellation;
    private readonly FolderProvenance? _provenance;
    private readonly string? _provenanceProblem;

    /// <summary>Takes an opened folder.</summary>
    /// <param name="folder">The folder, all splits mapped.</param>
    /// <param name="progress">Told what is being done; may be null.</param>
    /// <param name="cancellation">Stops the work.</param>
    public FolderDescriber(TaskFolder folder, IProgress<ProgressStep>? progress, CancellationToken cancellation)
    {
        (_folder, _progress, _cancellation) = (folder, progress, cancellation);
        _provenance = FolderProvenance.TryRead(folder.Path, out _provenanceProblem);
    }

    /// <summary>Reads everything.</summary>
    /// <param name="named">The task that the folder was said to hold; null where it was not said.</param>
    public DatasetDescription Describe(PublishedTask? named)
    {
        PublishedTask? task = named ?? Likely();
        ImmutableDictionary<DataSplit, ExampleDigests> digests = Digests();
        ChannelStatistics statistics = _folder.Statistics(share => _progress?.Report(new("reading the training examples", share)), _cancellation);
        // Not disposed: the folder is the caller's.
        FolderData data = new(_folder, named?.Name ?? "npy", statistics);
        ImmutableArray<SplitDescription> splits = [.. FolderSplit.All.Select(split => Describe(split, digests[split], data))];
        return new DatasetDescription
        {
            Likeness = Likeness(task, named is not null),
            ClassNames = ClassNames(task),
            Splits = splits,
            Channels = [.. statistics.Mean.Zip(statistics.Deviation, (mean, deviation) => new ChannelDescription(mean, deviation))],
            Overlaps =
            [
                .. Pairs.Select(pair => new SplitOverlap("examples", pair.Split, pair.Other, digests[pair.Split].Shared(digests[pair.Other]), digests[pair.Split].Examples)),
                .. Pairs.SelectMany(SharedSources),
            ],
            Remarks = [.. Remarks(task, splits)],
            Provenance = [.. Provenance()],
        };
    }

    /// <summary>The published task whose form a folder has: the one that its metadata name among those of its shape and classes, or the only one.</summary>
    private PublishedTask? Likely()
    {
        if (_folder.Metadata is not { Output: OutputKind.Classification, Classes: { } classes })
            return null;
        long[] shape = _folder.Splits[DataSplit.Train].ExampleShape;
        PublishedTask[] fitting = [.. PublishedTasks.All.Where(task => task.Fits(shape, classes))];
        return fitting.FirstOrDefault(task => task.Codename is not null && task.Codename == _folder.Metadata.Codename)
            ?? fitting.FirstOrDefault(task => task.Classes.Length == _folder.Metadata.Classes);
    }

    private string Likeness(PublishedTask? task, bool named)
    {
        if (_folder.Metadata.Output != OutputKind.Classification)
            return "It has the form of none of the eight Unseen NAS tasks, which are classifications; --task npy reads it.";
        if (task is null)
            return "It has the form of none of the eight Unseen NAS tasks; --task npy reads it.";
        string form = $"examples of {string.Join('×', task.Shape)} in {_folder.Metadata.Classes} classes";
        return named ? $"It has the form of {task.Title}: {form}." : $"It has the form of {task.Title}: {form}; --task {task.Name} reads it so{(task.Padding > 0 ? $", with a frame of {task.Padding} zeros" : "")}.";
    }

    private ImmutableDictionary<DataSplit, ExampleDigests> Digests()
    {
        double done = 0, all = _folder.Splits.Values.Sum(split => (double)split.Count);
        return FolderSplit.All.ToImmutableDictionary(split => split, split => new ExampleDigests(_folder.Splits[split].Examples, Read, _cancellation));

        void Read()
        {
            if (done++ % 1024 == 0)
                _progress?.Report(new("comparing examples", done / all));
        }
    }

    private SplitDescription Describe(DataSplit split, ExampleDigests digests, FolderData data)
    {
        FolderSplit files = _folder.Splits[split];
        _progress?.Report(new($"reading the {FolderSplit.Word(split)} {(data.Spec.Output == OutputKind.Classification ? "labels" : "targets")}", 0));
        string content = Words(files.Examples.Header);
        if (data.Spec.Output == OutputKind.Classification)
            return new(split, content, files.Count, digests.Repeated, OfClass(files, data.Spec.Classes));
        return new(split, $"{content}; targets {Words(files.Answers.Header)}", files.Count, digests.Repeated, [])
        {
            Targets = TargetDescription.Of(data, split, _cancellation),
        };
    }

    private static ImmutableArray<int> OfClass(FolderSplit files, int classes)
    {
        int[] ofClass = new int[classes];
        Span<long> label = stackalloc long[1];
        for (int i = 0; i < files.Count; i++)
        {
            files.Answers.CopyRow(i, label);
            ofClass[label[0]]++;
        }

        return [.. ofClass];
    }

    /// <summary>What the made folder says, or the published task; nothing where these are for another number of classes or labels.</summary>
    private ImmutableArray<string> ClassNames(PublishedTask? task)
    {
        if (_folder.Metadata.Output is not (OutputKind.Classification or OutputKind.MultiLabel))
            return [];
        if (_provenance is { Classes: { Length: > 0 } names })
            return names;
        return task is not null && (!task.OtherClasses || task.Classes.Length == _folder.Metadata.Classes) ? task.Classes : [];
    }

    private IEnumerable<SplitOverlap> SharedSources((DataSplit Split, DataSplit Other) pair)
    {
        if (_provenance is null || !_provenance.Used.TryGetValue(pair.Split, out var ofSplit) || !_provenance.Used.TryGetValue(pair.Other, out var ofOther))
            yield break;
        foreach ((string kind, SourceIds ids) in ofSplit)
            yield return new(kind, pair.Split, pair.Other, ofOther.TryGetValue(kind, out SourceIds? others) ? ids.Shared(others) : 0, ids.Count);
    }

    private IEnumerable<string> Remarks(PublishedTask? task, ImmutableArray<SplitDescription> splits)
    {
        if (task is not null)
        {
            string[] sizes = [.. splits.Where(split => split.Examples != task.Count(split.Split)).Select(split => string.Create(CultureInfo.InvariantCulture, $"{split.Examples:N0} {FolderSplit.Word(split.Split)} examples instead of {task.Count(split.Split):N0}"))];
            if (sizes.Length > 0)
                yield return $"The sizes are not the published ones, so results don't compare with published results: {string.Join(", ", sizes)}.";
            if (task.Classes.Length != _folder.Metadata.Classes)
                yield return $"{task.Title} was published with {task.Classes.Length} classes; these are {_folder.Metadata.Classes}.";
            if (_provenance is not null && task.Unpublished is { } unpublished)
                yield return $"It is {task.Title}-like: never published were {unpublished}.";
            if (PublishedTasks.All.FirstOrDefault(other => other != task && other.Codename is not null && other.Codename == _folder.Metadata.Codename) is { } meant)
                yield return $"The file metadata names '{meant.Codename}', which is {meant.Title}, not {task.Title}.";
        }

        if (_provenance is not null && task is not null && _provenance.Dataset != task.Name)
            yield return $"It was made as '{_provenance.Dataset}', says {FolderProvenance.FileName}.";
        if (_provenanceProblem is not null)
            yield return _provenanceProblem;
        foreach (SplitDescription split in splits)
        {
            int[] absent = [.. split.OfClass.Index().Where(of => of.Item == 0).Select(of => of.Index)];
            if (absent.Length > 0)
                yield return $"There is no {FolderSplit.Word(split.Split)} example of {(absent.Length == 1 ? "class" : "classes")} {string.Join(", ", absent)}.";
            foreach (string remark in ConstantTargets(split))
                yield return remark;
        }

        if (_folder.Metadata.Output is OutputKind.Regression or OutputKind.DenseRegression && UnfitUnit(splits[0]) is { } unfit)
            yield return unfit;
    }

    private static string? UnfitUnit(SplitDescription train)
    {
        double size = train.Targets.Max(target => Math.Sqrt((target.Mean * target.Mean) + (target.Deviation * target.Deviation)));
        return size is 0 or (>= SmallestSize and <= LargestSize) ? null
            : string.Create(CultureInfo.InvariantCulture, $"Training targets are about {size:0.#e0} in size, and are not normalised; networks learn numbers around 1 far better, so another unit may serve.");
    }

    private IEnumerable<string> ConstantTargets(SplitDescription split)
    {
        foreach (IGrouping<double, int> group in split.Targets.Index().Where(one => one.Item.Least == one.Item.Largest).GroupBy(one => one.Item.Least, one => one.Index))
        {
            string places = string.Join(", ", group), value = group.Key.ToString(CultureInfo.InvariantCulture);
            yield return (_folder.Metadata.Output, split.Targets.Length) switch
            {
                (OutputKind.MultiLabel, _) => $"{(group.Key == 0 ? "No" : "Every")} {FolderSplit.Word(split.Split)} example has {(group.Count() == 1 ? "the label" : "the labels")} {places}.",
                (_, 1) => $"All {FolderSplit.Word(split.Split)} targets are {value}.",
                _ => $"All {FolderSplit.Word(split.Split)} targets have {value} as {(group.Count() == 1 ? "value" : "values")} {places}.",
            };
        }
    }

    private IEnumerable<KeyValuePair<string, string>> Provenance()
    {
        if (_provenance is null)
            yield break;
        yield return new("made as", string.Create(CultureInfo.InvariantCulture, $"{_provenance.Dataset}, generator version {_provenance.GeneratorVersion}, seed {_provenance.Seed}"));
        yield return new("splits", _provenance.SplitRule);
        yield return new("rule", _provenance.Rule);
        foreach ((string name, string value) in _provenance.Options)
            yield return new($"option {name}", value);
        foreach (string deviation in _provenance.Deviations)
            yield return new("deviation", deviation);
        foreach (SourceFile source in _provenance.Sources)
            yield return new($"source {source.File}", $"sha256 {source.Sha256}");
    }

    private static string Words(NpyHeader header) =>
        $"{header.Element.ToString().ToLowerInvariant()} {header.ShapeText}{(header.Fortran ? ", Fortran order" : "")}";
}
