using Einspace.Sdk.Graphs;
using Einspace.UnseenNas.Folders;
using Einspace.UnseenNas.Npy;

namespace Einspace.UnseenNas.Tests.NasBench360;

/// <summary>Small folders in our format, of noise in the form of a task.</summary>
internal static class TaskForm
{
    /// <summary>Writes a folder.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="spec">The task.</param>
    /// <param name="examples">Examples of each split.</param>
    public static void Write(string folder, TaskSpec spec, int examples)
    {
        Directory.CreateDirectory(folder);
        bool classifies = spec.Output == OutputKind.Classification;
        new FolderMetadata(classifies ? spec.Classes : null, [.. spec.Input.Sizes], null, null) { Output = spec.Output }.Write(folder, examples);
        foreach (DataSplit split in FolderSplit.All)
        {
            RandomStream random = RandomStream.Derive(1, spec.Name, (ulong)split);
            WriteNoise(FolderSplit.ExamplesFile(split), spec.Input, 256);
            if (classifies)
                FakeOriginals.Write(Path.Combine(folder, FolderSplit.LabelsFile(split)), NpyElement.Int64, [.. Enumerable.Range(0, examples).Select(i => (long)i % spec.Classes)], examples);
            else
                WriteNoise(FolderSplit.LabelsFile(split), spec.Answer, 2);

            void WriteNoise(string name, TensorShape shape, int numbers) => FakeOriginals.Write(
                Path.Combine(folder, name), NpyElement.Float32, [.. Enumerable.Range(0, examples * (int)shape.Elements).Select(_ => (float)random.NextInt(numbers))], [examples, .. shape.Sizes]);
        }
    }
}
