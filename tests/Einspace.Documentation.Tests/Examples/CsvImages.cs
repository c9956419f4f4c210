using System.Globalization;
using System.Security.Cryptography;
using Einspace.Sdk;
using Einspace.Sdk.Data;
using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Graphs;
using Einspace.Sdk.Plugins;

namespace Acme.Search;

/// <summary>
/// Images of 8 × 8 in ten classes, from train.csv, valid.csv and test.csv: a label and 64 numbers in each line. The first line says how many
/// follow, or a file that was cut short would not be noticed.
/// </summary>
internal sealed class CsvImages : IDataset
{
    public const int Side = 8;
    public const int Classes = 10;

    private static readonly string[] Files = ["train.csv", "valid.csv", "test.csv"];

    public static TaskSpec Spec { get; } =
        new("csv-images", new TensorShape(1, Side, Side), InputMode.Image, Classes);

    public bool NeedsFolder => true;

    public PreparedTask Prepare(string folder, IProgress<ProgressStep>? progress, CancellationToken cancellation)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (int i = 0; i < Files.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            progress?.Report(new ProgressStep($"reading {Files[i]}", (double)i / Files.Length));
            Read(folder, Files[i]);
            hash.AppendData(File.ReadAllBytes(Path.Combine(folder, Files[i])));
        }

        // Part of a study's identity: other data, another study.
        return new PreparedTask(Spec, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    public ITaskData Open(string folder, Purpose purpose)
    {
        // A search must not be able to look at the test split: it is not even read.
        Dictionary<DataSplit, Example[]> splits = new() { [DataSplit.Train] = Read(folder, Files[0]), [DataSplit.Validation] = Read(folder, Files[1]) };
        if (purpose == Purpose.Final)
            splits.Add(DataSplit.Test, Read(folder, Files[2]));
        return new CsvData(splits);
    }

    public IReadOnlyList<string> Check(string folder)
    {
        List<string> problems = [];
        foreach (string file in Files)
        {
            try
            {
                Read(folder, file);
            }
            catch (InputException problem)
            {
                problems.Add(problem.Message);
            }
        }

        return problems;
    }

    private static Example[] Read(string folder, string file)
    {
        string path = Path.Combine(folder, file);
        if (!File.Exists(path))
            throw new InputException($"There is no file {path}; csv-images needs {string.Join(", ", Files)}.");
        string text = File.ReadAllText(path);
        string[] lines = text.TrimEnd().Split('\n');
        if (!int.TryParse(lines[0], CultureInfo.InvariantCulture, out int count))
            throw new InputException($"{path}, line 1: '{lines[0]}', expected the number of lines that follow.");
        if (lines.Length - 1 != count || !text.EndsWith('\n'))
            throw new InputException($"{path} has {lines.Length - 1} examples and should have {count}, each in a line that ends; copy it anew.");
        return [.. lines.Skip(1).Select((line, index) => Parse(line, $"{path}, line {index + 2}"))];
    }

    private static Example Parse(string line, string where)
    {
        string[] cells = line.TrimEnd('\r').Split(',');
        float[] values = new float[Side * Side];
        if (cells.Length != values.Length + 1)
            throw new InputException($"{where}: {cells.Length} numbers, expected a label and {values.Length}.");
        if (!int.TryParse(cells[0], CultureInfo.InvariantCulture, out int label) || label is < 0 or >= Classes)
            throw new InputException($"{where}: the label is '{cells[0]}', expected 0 to {Classes - 1}.");
        for (int i = 0; i < values.Length; i++)
        {
            if (!float.TryParse(cells[i + 1], CultureInfo.InvariantCulture, out values[i]) || !float.IsFinite(values[i]))
                throw new InputException($"{where}: '{cells[i + 1]}' is no number.");
        }

        return new Example(label, values);
    }

    internal sealed record Example(int Label, float[] Values);
}

/// <summary>The opened task. Nothing changes after it was made, so that many may read at once.</summary>
internal sealed class CsvData(Dictionary<DataSplit, CsvImages.Example[]> splits) : ITaskData
{
    public TaskSpec Spec => CsvImages.Spec;

    public IReadOnlyList<DataSplit> Splits { get; } = [.. splits.Keys.Order()];

    public int Count(DataSplit split) => Of(split).Length;

    public void Gather(DataSplit split, ReadOnlySpan<int> indices, Span<float> examples)
    {
        const int Size = CsvImages.Side * CsvImages.Side;
        for (int i = 0; i < indices.Length; i++)
            Of(split)[indices[i]].Values.CopyTo(examples[(i * Size)..]);
    }

    public void GatherLabels(DataSplit split, ReadOnlySpan<int> indices, Span<long> labels)
    {
        for (int i = 0; i < indices.Length; i++)
            labels[i] = Of(split)[indices[i]].Label;
    }

    public void Dispose()
    {
    }

    private CsvImages.Example[] Of(DataSplit split) => splits.GetValueOrDefault(split)
        ?? throw new InvalidOperationException($"There is no split {split} here.");
}

[ExportDataset("csv-images", Description = "Images of 8 × 8 in ten classes, from three .csv files.")]
internal sealed class CsvImagesFactory : DatasetFactory<NoOptions>
{
    protected override IDataset Create(NoOptions options) => new CsvImages();
}
