using System.Collections.Immutable;
using Einspace.Sdk.Data;
using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Graphs;

namespace Einspace.Sdk.Testing.Tests;

/// <summary>A dataset of one file of random numbers, of which single promises can be broken.</summary>
internal sealed class MadeUpDataset : IDataset, IDescribedDataset
{
    public const string File = "numbers.bin";

    public bool NeedsFolder => true;

    public OutputKind Output { get; init; }

    public TaskMetric? Metric { get; init; }

    public TensorShape? Answer { get; init; }

    public int Examples { get; init; } = 60;

    public bool ListsTheTestSplit { get; init; }

    public bool CountsTheTestSplit { get; init; }

    public bool LacksTheTestSplit { get; init; }

    public bool HasOtherFingerprints { get; init; }

    public bool HasOneFingerprint { get; init; }

    public bool WritesWhenPreparedAgain { get; init; }

    public bool IgnoresTruncation { get; init; }

    public bool IgnoresMissing { get; init; }

    public bool NamesNothing { get; init; }

    public bool FindsFault { get; init; }

    public float? Number { get; init; }

    public long? Label { get; init; }

    public float? Target { get; init; }

    public bool ForgetsTheLastTarget { get; init; }

    public bool GathersAnything { get; init; }

    public bool MiscountsTargets { get; init; }

    public bool SharesAnExample { get; init; }

    public bool SharesOddExamples { get; init; }

    public bool ForgetsTheOrder { get; init; }

    public bool ScalesWhileSearching { get; init; }

    public bool DescribesTwoSplits { get; init; }

    public bool Miscounts { get; init; }

    public bool MiscountsClasses { get; init; }

    public int? Names { get; init; }

    private TaskSpec Spec
    {
        get
        {
            TaskSpec spec = new("made-up", new TensorShape(1, 2, 3), InputMode.Image, Output, Answer ?? Output switch
            {
                OutputKind.Classification => new TensorShape(4),
                OutputKind.MultiLabel => new TensorShape(3),
                OutputKind.Regression => new TensorShape(2),
                _ => new TensorShape(2, 3),
            });
            return spec with { Metric = Metric ?? spec.Metric };
        }
    }

    public static void Write(string folder, int examples = 60)
    {
        RandomStream random = RandomStream.Derive(1, "made-up");
        byte[] bytes = new byte[examples * 3 * 6];
        for (int i = 0; i < bytes.Length; i++)
            bytes[i] = (byte)random.NextInt(256);
        System.IO.File.WriteAllBytes(Path.Combine(folder, File), bytes);
    }

    public PreparedTask Prepare(string folder, IProgress<ProgressStep>? progress, CancellationToken cancellation)
    {
        if (Check(folder) is { Count: > 0 } problems && !FindsFault && !(IgnoresMissing && !System.IO.File.Exists(Path.Combine(folder, File))))
            throw new InputException(problems[0]);
        if (WritesWhenPreparedAgain)
            System.IO.File.AppendAllText(Path.Combine(folder, File), "!");
        return new PreparedTask(Spec, HasOtherFingerprints ? Guid.NewGuid().ToString() : HasOneFingerprint ? "1" : Digest(folder));
    }

    private static string Digest(string folder) => Path.Combine(folder, File) is var file && System.IO.File.Exists(file)
        ? Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(System.IO.File.ReadAllBytes(file)))
        : "";

    public ITaskData Open(string folder, Purpose purpose) =>
        new Data(this, System.IO.File.ReadAllBytes(Path.Combine(folder, File)), purpose);

    public IReadOnlyList<string> Check(string folder)
    {
        FileInfo file = new(Path.Combine(folder, File));
        if (FindsFault)
            return ["Something is wrong."];
        if (!file.Exists)
            return [NamesNothing ? "A file is missing." : $"{file.FullName} is missing."];
        return file.Length < Examples * 3 * 6 && !IgnoresTruncation ? [$"{file.FullName} has {file.Length} bytes."] : [];
    }

    public DatasetDescription Describe(string folder, IProgress<ProgressStep>? progress, CancellationToken cancellation)
    {
        using ITaskData data = Open(folder, Purpose.Final);
        return new()
        {
            Likeness = "Random numbers.",
            ClassNames = [.. Enumerable.Range(0, Names ?? (Output is OutputKind.Classification or OutputKind.MultiLabel ? Spec.Classes : 0)).Select(label => $"kind {label}")],
            Splits = [.. Enum.GetValues<DataSplit>().Take(DescribesTwoSplits ? 2 : 3).Select(split => Describe(split, data))],
        };
    }

    private SplitDescription Describe(DataSplit split, ITaskData data)
    {
        int[] ofClass = Output != OutputKind.Classification ? [] : MiscountsClasses ? [14, 16, 15, 15] : [15, 15, 15, 15];
        return new(split, "bytes", Miscounts ? 1 : Examples, 0, [.. ofClass])
        {
            Targets = MiscountsTargets ? [new(0, 1, 2, 3)] : TargetDescription.Of(data, split),
        };
    }

    public string? TextOf(ReadOnlySpan<float> example) => null;

    private sealed class Data(MadeUpDataset set, byte[] bytes, Purpose purpose) : ITaskData
    {
        private readonly ImmutableArray<DataSplit> _there = purpose == Purpose.Search || set.LacksTheTestSplit
            ? [DataSplit.Train, DataSplit.Validation]
            : [DataSplit.Train, DataSplit.Validation, DataSplit.Test];

        public TaskSpec Spec => set.Spec;

        public IReadOnlyList<DataSplit> Splits => set.ListsTheTestSplit ? Enum.GetValues<DataSplit>() : _there;

        public int Count(DataSplit split)
        {
            if (!set.CountsTheTestSplit)
                Require(split);
            return set.Examples;
        }

        public void Gather(DataSplit split, ReadOnlySpan<int> indices, Span<float> examples)
        {
            Require(split);
            for (int i = 0; i < examples.Length; i++)
            {
                int index = set.ForgetsTheOrder && indices.Length > 1 ? indices[0] : indices[i / 6];
                int block = (set.SharesAnExample && index == 5) || (set.SharesOddExamples && index % 2 == 1) ? 0 : (int)split;
                float number = bytes[(((block * set.Examples) + index) * 6) + (i % 6)] / 256f;
                examples[i] = set.Number ?? (set.ScalesWhileSearching && purpose == Purpose.Search ? 2 * number : number);
            }
        }

        public void GatherLabels(DataSplit split, ReadOnlySpan<int> indices, Span<long> labels)
        {
            Require(split);
            if (set.Output != OutputKind.Classification && !set.GathersAnything)
                throw new InvalidOperationException("There are no labels.");
            for (int i = 0; i < indices.Length; i++)
                labels[i] = set.Label ?? indices[i] % 4;
        }

        public void GatherTargets(DataSplit split, ReadOnlySpan<int> indices, Span<float> targets)
        {
            Require(split);
            if (set.Output == OutputKind.Classification && !set.GathersAnything)
                throw new InvalidOperationException("There are no targets.");
            int size = (int)set.Spec.Answer.Elements;
            for (int i = 0; i < targets.Length - (set.ForgetsTheLastTarget ? 1 : 0); i++)
            {
                int index = set.ForgetsTheOrder && indices.Length > 1 ? indices[0] : indices[i / size];
                byte number = bytes[(((((int)split * set.Examples) + index) * 6) + (i % size)) % bytes.Length];
                targets[i] = set.Target ?? (set.Output.IsYesOrNo() ? number / 128 : number / 16f);
            }
        }

        public void Dispose()
        {
        }

        private void Require(DataSplit split)
        {
            if (!_there.Contains(split))
                throw new InvalidOperationException($"There is no split {split}.");
        }
    }
}
