using Einspace.UnseenNas.Npy;

namespace Einspace.UnseenNas.Tests.Mnist;

/// <summary>Reads composed examples back as the grey values that they were made from.</summary>
internal static class ComposedExamples
{
    /// <summary>Label and the three 28×28 images of each example.</summary>
    public static IEnumerable<(long Label, byte[][] Images)> Read(string folder, string split)
    {
        using NpyFile examples = NpyFile.Open(Path.Combine(folder, $"{split}_x.npy"));
        using NpyFile labels = NpyFile.Open(Path.Combine(folder, $"{split}_y.npy"));
        for (int i = 0; i < examples.Rows; i++)
        {
            float[] example = new float[examples.RowLength];
            long[] label = new long[1];
            examples.CopyRow<float>(i, example);
            labels.CopyRow<long>(i, label);
            byte[] grey = [.. example.Select(value => (byte)Math.Round(((value * 0.3081f) + 0.1307f) * 255f))];
            yield return (label[0], grey.Chunk(784).ToArray());
        }
    }
}
