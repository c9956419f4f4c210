using System.Collections.Immutable;
using Einspace.Sdk.Graphs;
using Einspace.UnseenNas.Folders;
using Einspace.UnseenNas.Npy;

namespace Einspace.UnseenNas.Tests.Folders;

/// <summary>Folders of tasks that are no classifications: noise of 2×4×3, and targets that depend on split, example and place.</summary>
internal static class TargetFolder
{
    public static readonly ImmutableArray<long> Example = [2, 4, 3];

    /// <summary>All kinds but classification.</summary>
    public static readonly OutputKind[] Kinds = [.. Enum.GetValues<OutputKind>().Except([OutputKind.Classification])];

    /// <summary>The number of examples of a split.</summary>
    public static int Count(DataSplit split) => split == DataSplit.Train ? 30 : 12;

    /// <summary>The shape of what is answered.</summary>
    public static TensorShape Answer(OutputKind output) => output switch
    {
        OutputKind.MultiLabel => new(5),
        OutputKind.Regression => new(2),
        _ => new(3, 2),
    };

    /// <summary>The targets of a split.</summary>
    public static float[] Targets(OutputKind output, DataSplit split)
    {
        RandomStream random = RandomStream.Derive(1, "targets", (ulong)split);
        return [.. Enumerable.Range(0, Count(split) * (int)Answer(output).Elements).Select(_ => output.IsYesOrNo() ? random.NextInt(2) : random.NextInt(1_000) - 300)];
    }

    /// <summary>Writes a folder.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="output">Which kind.</param>
    /// <param name="element">The type of the targets.</param>
    /// <param name="metric">What metadata say of the metric.</param>
    /// <param name="classes">What metadata say of the number of classes.</param>
    public static void Write(string folder, OutputKind output, NpyElement element = NpyElement.Float32, TaskMetric? metric = null, int? classes = null)
    {
        Directory.CreateDirectory(folder);
        new FolderMetadata(classes, Example, null, null) { Output = output, Metric = metric }.Write(folder, Count(DataSplit.Train));
        foreach (DataSplit split in FolderSplit.All)
        {
            RandomStream random = RandomStream.Derive(1, "examples", (ulong)split);
            WriteArray(folder, FolderSplit.ExamplesFile(split), NpyElement.Float32, [Count(split), .. Example], [.. Enumerable.Range(0, Count(split) * 24).Select(_ => (float)random.NextNormal())]);
            WriteArray(folder, FolderSplit.LabelsFile(split), element, [Count(split), .. Answer(output).Sizes], Targets(output, split));
        }
    }

    /// <summary>Writes one file.</summary>
    public static void WriteArray(string folder, string name, NpyElement element, long[] shape, float[] numbers)
    {
        using FileStream file = File.Create(Path.Combine(folder, name));
        NpyHeader header = new(element, false, false, [.. shape]);
        switch (element)
        {
            case NpyElement.Float32:
                NpyWriter.Write<float>(file, header, numbers);
                break;
            case NpyElement.Float64:
                NpyWriter.Write<double>(file, header, [.. numbers.Select(number => (double)number)]);
                break;
            case NpyElement.UInt8:
                NpyWriter.Write<byte>(file, header, [.. numbers.Select(number => (byte)number)]);
                break;
            case NpyElement.Int8:
                NpyWriter.Write<sbyte>(file, header, [.. numbers.Select(number => (sbyte)number)]);
                break;
            case NpyElement.Int32:
                NpyWriter.Write<int>(file, header, [.. numbers.Select(number => (int)number)]);
                break;
            default:
                NpyWriter.Write<long>(file, header, [.. numbers.Select(number => (long)number)]);
                break;
        }
    }
}
