using System.Collections.Immutable;
using Einspace.UnseenNas.Folders;
using Einspace.UnseenNas.Npy;
using Einspace.UnseenNas.Tasks;

namespace Einspace.UnseenNas.Tests.Tasks;

/// <summary>Small folders in the form of the published tasks: one-hot words, boards and otherwise noise, no example twice.</summary>
internal static class PublishedFolder
{
    public const int Train = 60, Validation = 30, Test = 30;

    /// <summary>Writes a folder.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="task">Which task's form.</param>
    /// <param name="classes">The number of classes; the published one by default.</param>
    public static void Write(string folder, PublishedTask task, int? classes = null)
    {
        Directory.CreateDirectory(folder);
        new FolderMetadata(classes ?? task.Classes.Length, task.Shape, task.Codename, null).Write(folder, 50_000);
        foreach ((DataSplit split, int count) in new[] { (DataSplit.Train, Train), (DataSplit.Validation, Validation), (DataSplit.Test, Test) })
        {
            RandomStream random = RandomStream.Derive(1, task.Name, (ulong)split);
            using FileStream x = File.Create(Path.Combine(folder, FolderSplit.ExamplesFile(split)));
            float[] examples = [.. Enumerable.Range(0, count).SelectMany(_ => Example(task, random))];
            NpyWriter.Write<float>(x, new(NpyElement.Float32, false, false, [count, .. task.Shape]), examples);
            using FileStream y = File.Create(Path.Combine(folder, FolderSplit.LabelsFile(split)));
            NpyWriter.Write<long>(y, new(NpyElement.Int64, false, false, [count]), [.. Enumerable.Range(0, count).Select(i => (long)(i % (classes ?? task.Classes.Length)))]);
        }
    }

    private static float[] Example(PublishedTask task, RandomStream random)
    {
        float[] example = new float[task.Shape.Aggregate(1L, (a, b) => a * b)];
        (long rows, long columns) = (task.Shape[1], task.Shape[2]);
        switch (task.Name)
        {
            case "language":
                for (int place = 0; place < rows; place++)
                    example[(place * columns) + random.NextInt((int)columns)] = 1;
                break;
            case "gutenberg":
                for (int place = 0; place < columns; place++)
                    example[(random.NextInt((int)rows) * columns) + place] = 1;
                break;
            case "chesseract":
                foreach (int square in Enumerable.Range(0, 64).Where(_ => random.NextInt(4) == 0))
                    example[(random.NextInt(12) * 64) + square] = 1;
                break;
            default:
                foreach (ref float number in example.AsSpan())
                    number = random.NextInt(256);
                break;
        }

        return example;
    }
}
