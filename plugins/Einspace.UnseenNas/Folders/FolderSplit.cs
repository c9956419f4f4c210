using Einspace.Sdk;
using Einspace.Sdk.Data;
using Einspace.UnseenNas.Npy;

namespace Einspace.UnseenNas.Folders;

/// <summary>One split of a task's folder: its examples and its labels, mapped.</summary>
internal sealed class FolderSplit : IDisposable
{
    /// <summary>The splits in the order of the official files.</summary>
    public static readonly DataSplit[] All = [DataSplit.Train, DataSplit.Validation, DataSplit.Test];

    private readonly InputMode _mode;

    private FolderSplit(NpyFile examples, NpyFile labels, InputMode mode) => (Examples, Labels, _mode) = (examples, labels, mode);

    /// <summary>Examples: images [N, C, H, W] or, with one channel, [N, H, W]; tokens [N, S, D].</summary>
    public NpyFile Examples { get; }

    /// <summary>Labels, [N].</summary>
    public NpyFile Labels { get; }

    /// <summary>The number of examples.</summary>
    public int Count => (int)Examples.Rows;

    /// <summary>Channels, height and width of an image, whose missing axis of channels is one channel; S and D of tokens.</summary>
    public long[] ExampleShape
    {
        get
        {
            long[] sizes = [.. Examples.Header.Shape.Skip(1)];
            return _mode == InputMode.Image && sizes.Length == 2 ? [1, .. sizes] : sizes;
        }
    }

    /// <summary>The name of the official file of a split's examples.</summary>
    public static string ExamplesFile(DataSplit split) => $"{Prefix(split)}_x.npy";

    /// <summary>The name of the official file of a split's labels.</summary>
    public static string LabelsFile(DataSplit split) => $"{Prefix(split)}_y.npy";

    /// <summary>Maps both files of a split.</summary>
    /// <param name="folder">The task's folder.</param>
    /// <param name="split">The split.</param>
    /// <param name="mode">What the axes of its examples mean.</param>
    /// <exception cref="InputException">One is missing, damaged, or does not fit the other.</exception>
    public static FolderSplit Open(string folder, DataSplit split, InputMode mode)
    {
        NpyFile examples = NpyFile.Open(Path.Combine(folder, ExamplesFile(split)));
        try
        {
            NpyFile labels = NpyFile.Open(Path.Combine(folder, LabelsFile(split)));
            FolderSplit result = new(examples, labels, mode);
            if (result.Misfit() is not { } problem)
                return result;
            labels.Dispose();
            throw new InputException(problem);
        }
        catch (InputException)
        {
            examples.Dispose();
            throw;
        }
    }

    /// <summary>The first label that is not a whole number from 0 to classes − 1, as a sentence; null where all are.</summary>
    public string? BadLabel(int classes)
    {
        Span<double> label = stackalloc double[1];
        for (int i = 0; i < Count; i++)
        {
            Labels.CopyRow(i, label);
            if (!(label[0] >= 0 && label[0] < classes && Math.Floor(label[0]) == label[0]))
                return FormattableString.Invariant($"{Labels.Path} holds the label {label[0]} at example {i}; whole numbers from 0 to {classes - 1} were expected.");
        }

        return null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Examples.Dispose();
        Labels.Dispose();
    }

    private static string Prefix(DataSplit split) => split switch
    {
        DataSplit.Train => "train",
        DataSplit.Validation => "valid",
        _ => "test",
    };

    private string? Misfit()
    {
        NpyHeader x = Examples.Header, y = Labels.Header;
        if (_mode == InputMode.Tokens && x.Shape.Length != 3)
            return $"{Examples.Path} has the shape {x.ShapeText}; with the option mode=tokens, examples × S × D was expected.";
        if (x.Shape.Length is not (3 or 4))
            return $"{Examples.Path} has the shape {x.ShapeText}; examples × channels × height × width was expected, or examples × height × width.";
        if (x.Count == 0)
            return $"{Examples.Path} is empty: its shape is {x.ShapeText}.";
        if (Examples.Rows > int.MaxValue)
            return $"{Examples.Path} has {Examples.Rows} examples; at most {int.MaxValue} are read.";
        if (y.Shape.Length != 1)
            return $"{Labels.Path} has the shape {y.ShapeText}; one label for each of the {Examples.Rows} examples was expected.";
        if (Labels.Rows != Examples.Rows)
            return $"{Labels.Path} has {Labels.Rows} labels for the {Examples.Rows} examples of {Examples.Path}.";
        return null;
    }
}
