using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Einspace.Sdk.Data;
using Einspace.UnseenNas.Folders;
using Einspace.UnseenNas.Npy;

namespace Einspace.UnseenNas.Making;

/// <summary>Writes one split as its two official files, example by example: examples float32 [N, C, H, W], labels int64 [N].</summary>
internal sealed class ExampleWriter : IDisposable
{
    private const int Buffer = 1 << 20, Step = 64;

    private readonly FileStream _examples;
    private readonly string _labelsPath;
    private readonly long[] _labels;
    private readonly float[] _example;
    private readonly Action<int> _progress;
    private readonly CancellationToken _cancellation;
    private int _written;

    /// <summary>Begins a split.</summary>
    /// <param name="folder">Where to write.</param>
    /// <param name="split">Which split.</param>
    /// <param name="count">The number of examples that will be written.</param>
    /// <param name="shape">The shape of an example.</param>
    /// <param name="progress">Told the number of examples begun since the last time.</param>
    /// <param name="cancellation">Stops the work.</param>
    public ExampleWriter(string folder, DataSplit split, int count, ImmutableArray<long> shape, Action<int> progress, CancellationToken cancellation)
    {
        (Split, _progress, _cancellation) = (split, progress, cancellation);
        _labels = new long[count];
        _example = new float[shape.Aggregate(1L, (product, size) => product * size)];
        _labelsPath = Path.Combine(folder, FolderSplit.LabelsFile(split));
        _examples = new(Path.Combine(folder, FolderSplit.ExamplesFile(split)), FileMode.CreateNew, FileAccess.Write, FileShare.None, Buffer);
        new NpyHeader(NpyElement.Float32, false, false, [count, .. shape]).Write(_examples);
    }

    /// <summary>The split that is written.</summary>
    public DataSplit Split { get; }

    /// <summary>The number of examples that will be written.</summary>
    public int Count => _labels.Length;

    /// <summary>The numbers of the next example, channel by channel, row by row; they stay what they were until they are set.</summary>
    public Span<float> Example => _example;

    /// <summary>Writes the example.</summary>
    /// <param name="label">Its label.</param>
    public void Add(long label)
    {
        if (_written % Step == 0)
        {
            _cancellation.ThrowIfCancellationRequested();
            _progress(Math.Min(Step, Count - _written));
        }

        _labels[_written++] = label;
        ToFile(() => _examples.Write(MemoryMarshal.AsBytes(_example.AsSpan())));
    }

    /// <summary>Paints examples on all cores, and writes them in their order.</summary>
    /// <typeparam name="T">What examples are made of.</typeparam>
    /// <param name="things">What they are made of.</param>
    /// <param name="label">Says the label of one.</param>
    /// <param name="painter">Gives what fills the numbers of an example, once for each thread.</param>
    public void AddAll<T>(IReadOnlyList<T> things, Func<T, long> label, Func<Action<T, Span<float>>> painter)
    {
        int at = 0;
        foreach (float[] example in OnAllCores.Select(things, Painter, _cancellation))
        {
            example.CopyTo(_example, 0);
            Add(label(things[at++]));
        }

        Func<T, float[]> Painter()
        {
            Action<T, Span<float>> paint = painter();
            return thing =>
            {
                float[] example = new float[_example.Length];
                paint(thing, example);
                return example;
            };
        }
    }

    /// <summary>Writes the labels, when all examples are written.</summary>
    /// <exception cref="InvalidOperationException">Fewer were written than promised: a mistake of the maker.</exception>
    public void Complete()
    {
        if (_written != Count)
            throw new InvalidOperationException($"{_written} examples of the {Split} split were written; {Count} were promised.");
        using FileStream stream = new(_labelsPath, FileMode.CreateNew);
        NpyWriter.Write<long>(stream, new NpyHeader(NpyElement.Int64, false, false, [Count]), _labels);
    }

    /// <inheritdoc/>
    public void Dispose() => ToFile(_examples.Dispose);

    private static void ToFile(Action write)
    {
        try
        {
            write();
        }
        catch (ArgumentOutOfRangeException e)
        {
            // So the runtime tells of a file that may not grow any more.
            throw new IOException(e.Message, e);
        }
    }
}
