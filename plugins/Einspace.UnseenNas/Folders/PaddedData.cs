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
        {
            int start = (row / height * area) + ((padding + (row % height)) * wide) + padding;
            images.AsSpan(row * width, width).CopyTo(examples.Slice(start, width));
        }
    }

    /// <inheritdoc/>
    public void GatherLabels(DataSplit split, ReadOnlySpan<int> indices, Span<long> labels) => data.GatherLabels(split, indices, labels);

    /// <inheritdoc/>
    public void Dispose() => data.Dispose();
}
