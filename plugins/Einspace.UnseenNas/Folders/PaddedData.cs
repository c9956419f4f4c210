using Einspace.Sdk.Data;
using Einspace.Sdk.Graphs;

namespace Einspace.UnseenNas.Folders;

/// <summary>Images with a frame of zeros: of normalised examples, so that the frame has every channel's mean.</summary>
/// <param name="data">The images; disposed with this.</param>
/// <param name="padding">Zeros on each side.</param>
internal sealed class PaddedData(ITaskData data, int padding) : ITaskData
{
    /// <inheritdoc/>
    public TaskSpec Spec { get; } = Pad(data.Spec, padding);

    /// <inheritdoc/>
    public IReadOnlyList<DataSplit> Splits => data.Splits;

    /// <summary>The task whose images have a frame.</summary>
    public static TaskSpec Pad(TaskSpec task, int padding) => task with
    {
        Input = new TensorShape(task.Input[1], task.Input[2] + (2 * padding), task.Input[3] + (2 * padding)),
    };

    /// <summary>An image without its frame.</summary>
    /// <param name="example">The image with its frame.</param>
    /// <param name="shape">The image's shape without it.</param>
    /// <param name="padding">Zeros on each side.</param>
    public static float[] Crop(ReadOnlySpan<float> example, TensorShape shape, int padding)
    {
        int height = (int)shape[2], width = (int)shape[3], wide = width + (2 * padding), area = (height + (2 * padding)) * wide;
        float[] image = new float[(int)shape[1] * height * width];
        for (int row = 0; row < image.Length / width; row++)
            example.Slice(Start(row, height, padding, wide, area), width).CopyTo(image.AsSpan(row * width, width));
        return image;
    }

    /// <inheritdoc/>
    public int Count(DataSplit split) => data.Count(split);

    /// <inheritdoc/>
    public void Gather(DataSplit split, ReadOnlySpan<int> indices, Span<float> examples)
    {
        int height = (int)data.Spec.Input[2], width = (int)data.Spec.Input[3];
        int wide = (int)Spec.Input[3], area = (int)Spec.Input[2] * wide;
        float[] images = new float[indices.Length * (int)data.Spec.Input[1] * height * width];
        data.Gather(split, indices, images);
        examples.Clear();
        for (int row = 0; row < images.Length / width; row++)
            images.AsSpan(row * width, width).CopyTo(examples.Slice(Start(row, height, padding, wide, area), width));
    }

    /// <inheritdoc/>
    public void GatherLabels(DataSplit split, ReadOnlySpan<int> indices, Span<long> labels) => data.GatherLabels(split, indices, labels);

    /// <inheritdoc/>
    public void GatherTargets(DataSplit split, ReadOnlySpan<int> indices, Span<float> targets) => data.GatherTargets(split, indices, targets);

    /// <inheritdoc/>
    public void Dispose() => data.Dispose();

    /// <summary>Where a row of images without frames begins in images with frames.</summary>
    private static int Start(int row, int height, int padding, int wide, int area) =>
        (row / height * area) + ((padding + (row % height)) * wide) + padding;
}
