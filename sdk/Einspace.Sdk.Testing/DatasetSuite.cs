using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Einspace.Sdk.Data;
using Einspace.Sdk.Evaluation;

namespace Einspace.Sdk.Testing;

/// <summary>What every <see cref="IDataset"/> promises; its subject is a dataset with a folder on which to try it.</summary>
public static partial class DatasetSuite
{
    // Enough to see an error, few enough for any size of data.
    private const int Looked = 500;

    // All of most datasets, since two splits may share a few examples only.
    private const int Compared = 100_000;

    // The numbers that are gathered at once in comparing, 16 MiB of them.
    private const int BatchNumbers = 1 << 22;

    /// <summary>The rules.</summary>
    public static IReadOnlyList<ConformanceRule<DatasetUnderTest>> Rules { get; } =
    [
        new("prepare-again", "Preparing again changes nothing: the same task, the same fingerprint, the same files.", PrepareAgain),
        new("no-test-split-in-search", "In purpose Search there is no test split: not listed, not counted, not gathered.", NoTestSplit),
        new("splits", "Training and validation are always there, the test split in purpose Final, none empty.", Splits),
        new("examples", "Examples have the task's size and finite numbers.", Examples),
        new("answers", "Labels are from 0 to classes − 1; targets have the answer's size, finite numbers, and 0 or 1 where those are answered. Not all are the same.", Answers),
        new("other-answers", "A classification has no targets and any other task no labels: gathering them throws InvalidOperationException.", OtherAnswers),
        new("disjoint", "No example is in two splits; all are compared, of a split of more than 100,000 that many, a fixed choice.", Disjoint),
        new("gather", "Examples and answers are gathered by index, in any order and number, by several readers at once.", Gathering),
        new("open-again", "Opening again gives the same numbers.", OpenAgain),
        new("sound-folder", "Nothing is wrong with a prepared folder.", (subject, broken) =>
        {
            Prepare(subject);
            if (subject.Dataset.Check(subject.Folder) is { Count: > 0 } problems)
                broken(string.Join(" ", problems));
        }),
        new("description", "What a dataset tells of its data is so: every split once, its examples, those of each class or the numbers of its targets; no more names than classes.", Description),
        new("missing-folder", "A folder that is not there is named in a sentence.", MissingFolder),
        new("missing-file", "A file that is not there is named in a sentence, or made again.", MissingFile),
        new("truncated-file", "A file that was cut short is noticed when preparing, or made again.", TruncatedFile),
        new("corrupt-file", "A file of other content is refused with a sentence that names it, is made again, or gives the data another fingerprint.", CorruptFile),
    ];

    private static PreparedTask Prepare(DatasetUnderTest subject) =>
        subject.Dataset.Prepare(subject.Folder, progress: null, CancellationToken.None);

    private static ITaskData Open(DatasetUnderTest subject, Purpose purpose)
    {
        Prepare(subject);
        return subject.Dataset.Open(subject.Folder, purpose);
    }

    private static void PrepareAgain(DatasetUnderTest subject, Action<string> broken)
    {
        PreparedTask once = Prepare(subject);
        string files = Listing(subject.Folder);
        PreparedTask again = Prepare(subject);
        if (once != again)
            broken($"{once} and then {again}");
        if (Listing(subject.Folder) is var now && now != files)
            broken($"the files {now}, before {files}");

        static string Listing(string folder) => string.Join(", ", Directory
            .EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(file => $"{Path.GetRelativePath(folder, file)} of {new FileInfo(file).Length} bytes, written {File.GetLastWriteTimeUtc(file):O}"));
    }

    private static void NoTestSplit(DatasetUnderTest subject, Action<string> broken)
    {
        using ITaskData data = Open(subject, Purpose.Search);
        if (data.Splits.Contains(DataSplit.Test))
            broken("the test split is listed");
        RequireAbsent(() => data.Count(DataSplit.Test), "counted");
        RequireAbsent(() => data.Gather(DataSplit.Test, [0], new float[Size(data)]), "gathered");
        RequireAbsent(() => GatherAnswers(data, DataSplit.Test, [0]), $"read for its {Word(data)}");

        void RequireAbsent(Action use, string how)
        {
            try
            {
                use();
            }
            catch (InvalidOperationException)
            {
                return;
            }

            broken($"the test split can be {how}");
        }
    }

    private static void Splits(DatasetUnderTest subject, Action<string> broken)
    {
        PreparedTask task = Prepare(subject);
        foreach (Purpose purpose in Enum.GetValues<Purpose>())
        {
            using ITaskData data = Open(subject, purpose);
            DataSplit[] expected = purpose == Purpose.Search
                ? [DataSplit.Train, DataSplit.Validation]
                : [DataSplit.Train, DataSplit.Validation, DataSplit.Test];
            if (!data.Splits.Order().SequenceEqual(expected))
                broken($"in purpose {purpose} the splits {string.Join(", ", data.Splits)}");
            foreach (DataSplit split in data.Splits)
            {
                if (data.Count(split) < 1)
                    broken($"{data.Count(split)} examples of {split}");
            }

            if (data.Spec != task.Spec)
                broken($"the opened task is {data.Spec}, the prepared one {task.Spec}");
        }
    }

    private static void Examples(DatasetUnderTest subject, Action<string> broken)
    {
        using ITaskData data = Open(subject, Purpose.Final);
        TaskSpec spec = data.Spec;
        int rank = spec.Mode == InputMode.Image ? 3 : 2;
        if (spec.Input.Rank != rank)
            broken($"a task with input {spec.Input}, where {spec.Mode} has {rank} axes");
        foreach (DataSplit split in data.Splits)
        {
            int[] indices = Look(data, split);
            (float[] examples, _) = Gather(data, split, indices);
            if (Array.FindIndex(examples, number => !float.IsFinite(number)) is >= 0 and var place)
                broken($"{examples[place]} in example {indices[place / Size(data)]} of {split}");
            if (examples.All(number => number == examples[0]))
                broken($"the number {examples[0]} alone in {split}");
        }
    }

    private static void Disjoint(DatasetUnderTest subject, Action<string> broken)
    {
        using ITaskData data = Open(subject, Purpose.Final);
        int batch = Math.Clamp(BatchNumbers / Size(data), 1, Compared);
        Dictionary<UInt128, (DataSplit Split, int Index)> seen = [];
        foreach (DataSplit split in data.Splits)
        {
            foreach (int[] indices in Choose(data, split, Compared).Chunk(batch))
            {
                float[] examples = new float[indices.Length * Size(data)];
                data.Gather(split, indices, examples);
                for (int i = 0; i < indices.Length; i++)
                {
                    UInt128 digest = Digest(examples.AsSpan(i * Size(data), Size(data)));
                    if (!seen.TryAdd(digest, (split, indices[i])) && seen[digest].Split != split)
                        broken($"example {indices[i]} of {split} is also example {seen[digest].Index} of {seen[digest].Split}");
                }
            }
        }
    }

    private static UInt128 Digest(ReadOnlySpan<float> example)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(example), digest);
        return BinaryPrimitives.ReadUInt128LittleEndian(digest);
    }

    private static void Gathering(DatasetUnderTest subject, Action<string> broken)
    {
        using ITaskData data = Open(subject, Purpose.Search);
        foreach (DataSplit split in data.Splits)
        {
            int[] indices = Look(data, split);
            (float[] Examples, double[] Answers)[] alone = [.. indices.Select(index => Gather(data, split, [index]))];
            Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 4 }, reader =>
            {
                int[] places = [.. Enumerable.Range(0, indices.Length), 0, 0];
                RandomStream.Derive((ulong)reader, "gather").Shuffle(places.AsSpan());
                (float[] examples, double[] answers) = Gather(data, split, [.. places.Select(place => indices[place])]);
                for (int i = 0; i < places.Length; i++)
                {
                    if (!answers.AsSpan(i * AnswerSize(data), AnswerSize(data)).SequenceEqual(alone[places[i]].Answers)
                        || !examples.AsSpan(i * Size(data), Size(data)).SequenceEqual(alone[places[i]].Examples))
                        broken($"example {indices[places[i]]} of {split} differs when it is gathered with others");
                }
            });
        }
    }

    private static void OpenAgain(DatasetUnderTest subject, Action<string> broken)
    {
        using ITaskData once = Open(subject, Purpose.Search);
        using ITaskData again = Open(subject, Purpose.Final);
        foreach (DataSplit split in once.Splits)
        {
            if (once.Count(split) != again.Count(split))
                broken($"{once.Count(split)} examples of {split} and then {again.Count(split)}");
            int[] indices = Look(once, split);
            (float[] examples, double[] answers) = Gather(once, split, indices);
            (float[] sameExamples, double[] sameAnswers) = Gather(again, split, indices);
            if (!examples.SequenceEqual(sameExamples) || !answers.SequenceEqual(sameAnswers))
                broken($"other numbers of {split} in purpose Final than in purpose Search");
        }
    }

    private static void Description(DatasetUnderTest subject, Action<string> broken)
    {
        if (subject.Dataset is not IDescribedDataset described)
            return;
        using ITaskData data = Open(subject, Purpose.Final);
        DatasetDescription description = described.Describe(subject.Folder, progress: null, CancellationToken.None);
        if (!description.Splits.Select(split => split.Split).Order().SequenceEqual(data.Splits.Order()))
            broken($"it describes the splits {string.Join(", ", description.Splits.Select(split => split.Split))}");
        foreach (SplitDescription split in description.Splits)
        {
            if (split.Examples != data.Count(split.Split))
                broken($"{split.Examples} examples of {split.Split}, where {data.Count(split.Split)} can be gathered");
            DescriptionOfAnswers(data, split, broken);
        }

        int names = data.Spec.Output is OutputKind.Classification or OutputKind.MultiLabel ? data.Spec.Classes : 0;
        if (description.ClassNames.Length > names)
            broken($"{description.ClassNames.Length} names of classes, where there are {names}");
    }

    private static void MissingFolder(DatasetUnderTest subject, Action<string> broken)
    {
        if (!subject.Dataset.NeedsFolder)
            return;
        string missing = Path.Combine(Path.GetTempPath(), $"no-such-folder-{Environment.ProcessId}");
        if (Refusal(subject.Dataset, missing) is not { } sentence)
            broken("it prepares a folder that is not there");
        else if (!sentence.Contains(missing, StringComparison.Ordinal))
            broken($"the sentence '{sentence}', which does not name the folder {missing}");
        if (subject.Dataset.Check(missing).Count == 0)
            broken("checking a folder that is not there finds nothing wrong");
    }

    private static void MissingFile(DatasetUnderTest subject, Action<string> broken) => WithDamaged(subject, File.Delete, (file, folder) =>
    {
        if (Refusal(subject.Dataset, folder) is { } sentence && !sentence.Contains(Path.GetFileName(file), StringComparison.Ordinal))
            broken($"the sentence '{sentence}', which does not name the file {Path.GetFileName(file)}");
        if (!File.Exists(file) && Refusal(subject.Dataset, folder) is null && subject.Dataset.NeedsFolder)
            broken($"it prepares a folder without {Path.GetFileName(file)}");
    });

    private static void TruncatedFile(DatasetUnderTest subject, Action<string> broken) => WithDamaged(subject, Truncate, (file, folder) =>
    {
        long length = new FileInfo(file).Length;
        if (Refusal(subject.Dataset, folder) is null && new FileInfo(file).Length == length)
            broken($"it prepares a folder in which {Path.GetFileName(file)} lost its second half");
    });

    private static void CorruptFile(DatasetUnderTest subject, Action<string> broken)
    {
        string fingerprint = Prepare(subject).Fingerprint;
        WithDamaged(subject, Overwrite, (file, folder) =>
        {
            byte[] overwritten = File.ReadAllBytes(file);
            string name = Path.GetFileName(file);
            try
            {
                string now = subject.Dataset.Prepare(folder, progress: null, CancellationToken.None).Fingerprint;
                if (now == fingerprint && overwritten.AsSpan().SequenceEqual(File.ReadAllBytes(file)))
                    broken($"it prepares a folder in which all of {name} was overwritten, with the same fingerprint {now}");
            }
            catch (InputException error) when (error.Message.Contains(name, StringComparison.Ordinal))
            {
                // As promised.
            }
        });
    }

    private static void Overwrite(string file)
    {
        byte[] bytes = File.ReadAllBytes(file);
        RandomStream random = RandomStream.Derive(1, "corrupt");
        for (int i = 0; i < bytes.Length; i++)
            bytes[i] = (byte)random.NextInt(256);
        File.WriteAllBytes(file, bytes);
    }

    private static void Truncate(string file)
    {
        using FileStream stream = File.OpenWrite(file);
        stream.SetLength(stream.Length / 2);
    }

    /// <summary>Copies the prepared folder once for each of its files, damages that file, and looks.</summary>
    private static void WithDamaged(DatasetUnderTest subject, Action<string> damage, Action<string, string> look)
    {
        Prepare(subject);
        string[] files = [.. Directory.EnumerateFiles(subject.Folder, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(subject.Folder, file))];
        foreach (string name in subject.Files ?? files)
        {
            string folder = Directory.CreateTempSubdirectory("einspace-conformance-").FullName;
            try
            {
                foreach (string file in files)
                {
                    string copy = Path.Combine(folder, file);
                    Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                    File.Copy(Path.Combine(subject.Folder, file), copy);
                }

                string damaged = Path.Combine(folder, name);
                damage(damaged);
                look(damaged, folder);
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    /// <summary>The sentence with which preparing is refused; null where it succeeds.</summary>
    private static string? Refusal(IDataset dataset, string folder)
    {
        try
        {
            dataset.Prepare(folder, progress: null, CancellationToken.None);
            return null;
        }
        catch (InputException error)
        {
            return error.Message;
        }
    }

    private static int[] Look(ITaskData data, DataSplit split) => Choose(data, split, Looked);

    /// <summary>All indices of a split in ascending order, or a fixed choice of them where there are more than that many.</summary>
    private static int[] Choose(ITaskData data, DataSplit split, int most)
    {
        int[] indices = [.. Enumerable.Range(0, data.Count(split))];
        if (indices.Length <= most)
            return indices;

        // At random: evenly spaced ones would miss what is wrong with every second example.
        RandomStream.Derive(1, "look", (ulong)split).Shuffle(indices.AsSpan());
        Array.Resize(ref indices, most);
        Array.Sort(indices);
        return indices;
    }

    private static (float[] Examples, double[] Answers) Gather(ITaskData data, DataSplit split, int[] indices)
    {
        // What is not written stays what no example has.
        float[] examples = [.. Enumerable.Repeat(float.NaN, indices.Length * Size(data))];
        data.Gather(split, indices, examples);
        return (examples, GatherAnswers(data, split, indices));
    }

    private static int Size(ITaskData data) => (int)data.Spec.Input.Elements;
}
