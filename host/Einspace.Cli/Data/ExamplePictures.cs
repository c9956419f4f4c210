using System.Collections.Immutable;
using Einspace.Sdk.Data;
using Einspace.Sdk.Graphs;

namespace Einspace.Cli.Data;

/// <summary>
/// Draws examples: each channel from black at its least number to white at its largest among the drawn examples, so that it does not
/// matter how channels were normalised. Tokens are drawn as one channel, a row for each. Targets that are pictures are drawn likewise,
/// labels of pixels from black for 0 to white for 1.
/// </summary>
internal sealed class ExamplePictures
{
    private readonly int _channels, _height, _width;
    private readonly float[][] _examples;
    private readonly (float Least, float Largest)[] _ranges;

    /// <summary>Takes the examples that will be drawn.</summary>
    /// <param name="task">What they are examples of.</param>
    /// <param name="examples">Their numbers, row-major.</param>
    public ExamplePictures(TaskSpec task, float[][] examples)
        : this(task.Mode == InputMode.Image ? task.Input : new TensorShape(1, task.Input[1], task.Input[2]), examples) =>
        _ranges = [.. Enumerable.Range(0, _channels).Select(channel => (
            examples.Min(example => Channel(example, channel).ToArray().Min()),
            examples.Max(example => Channel(example, channel).ToArray().Max())))];

    private ExamplePictures(TensorShape shape, float[][] examples)
    {
        (_channels, _height, _width) = ((int)shape[1], (int)shape[2], (int)shape[3]);
        _examples = examples;
        _ranges = [(0, 1)];
    }

    /// <summary>Takes the targets that will be drawn, of a task that answers pictures.</summary>
    /// <param name="task">What they are targets of.</param>
    /// <param name="targets">Their numbers, row by row.</param>
    public static ExamplePictures OfTargets(TaskSpec task, float[][] targets)
    {
        TensorShape shape = new(1, task.Answer[1], task.Answer[2]);
        return task.Output.IsYesOrNo() ? new(shape, targets) : new(task with { Input = shape, Mode = InputMode.Image }, targets);
    }

    /// <summary>The pictures of an example: in colours where it has three channels, and one of each channel where there are several.</summary>
    /// <param name="index">Which of the examples.</param>
    public ImmutableArray<PngImage> Draw(int index)
    {
        PngImage[] channels = [.. Enumerable.Range(0, _channels).Select(channel => new PngImage(_width, _height, Grey(_examples[index], channel)))];
        if (channels.Length != 3)
            return [.. channels];
        byte[] colours = new byte[3 * _height * _width];
        for (int i = 0; i < colours.Length; i++)
            colours[i] = channels[i % 3].Samples[i / 3];
        return [new PngImage(_width, _height, colours), .. channels];
    }

    private ReadOnlySpan<float> Channel(float[] example, int channel) => example.AsSpan(channel * _height * _width, _height * _width);

    private byte[] Grey(float[] example, int channel)
    {
        (float least, float largest) = _ranges[channel];
        float scale = largest > least ? 255 / (largest - least) : 0;
        return [.. Channel(example, channel).ToArray().Select(number => (byte)MathF.Round((number - least) * scale))];
    }
}
