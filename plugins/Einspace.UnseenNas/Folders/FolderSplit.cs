using Einspace.Sdk;
using Einspace.Sdk.Data;
using Einspace.Sdk.Graphs;
using Einspace.UnseenNas.Npy;

namespace Einspace.UnseenNas.Folders;

/// <summary>One split of a task's folder: its examples and their right answers, mapped.</summary>
internal sealed class FolderSplit : IDisposable
{
    /// <summary>The splits in the order of the official files.</summary>
    public static readonly DataSplit[] All = [DataSplit.Train, DataSplit.Validation, DataSplit.Test];

    private readonly InputMode _mode;

    private readonly OutputKind? _output;

    private FolderSplit(NpyFile examples, NpyFile answers, InputMode mode, OutputKind? output) =>
        (Examples, Answers, _mode, _output) = (examples, answers, mode, output);

    /// <summary>Examples: images [N, C, H, W] or, with one channel, [N, H, W]; tokens [N, S, D].</summary>
    public NpyFile Examples { get; }

    /// <summary>
    /// Labels, [N]; multi-hot labels, [N, K]; numbers, [N, K] or, one of each example, [N]; pictures of numbers or of labels, [N, H, W] or
    /// [N, 1, H, W].
    /// </summary>
    public NpyFile Answers { get; }

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

    /// <summary>The shape of what is answered for one example, as targets are gathered; of a classification, whose labels don't tell it, null.</summary>
    public TensorShape? AnswerShape => _output switch
    {
        null or OutputKind.Classification => null,
        OutputKind.MultiLabel or OutputKind.Regression => new TensorShape(Answers.RowLength),
        _ => new TensorShape(Answers.Header.Shape.AsSpan()[^2..]),
    };

    /// <summary>The name of the official file of a split's examples.</summary>
    public static string ExamplesFile(DataSplit split) => $"{Prefix(split)}_x.npy";

    /// <summary>The name of the official file of a split's labels or targets.</summary>
    public static string LabelsFile(DataSplit split) => $"{Prefix(split)}_y.npy";

    /// <summary>A split, as an adjective for people.</summary>
    public static string Word(DataSplit split) => split switch
    {
        DataSplit.Train => "training",
        DataSplit.Validation => "validation",
        _ => "test",
    };

    /// <summary>Maps both files of a split.</summary>
    /// <param name="folder">The task's folder.</param>
    /// <param name="split">The split.</param>
    /// <param name="mode">What the axes of its examples mean.</param>
    /// <param name="output">What is answered; null where that is not known, and answers are only looked at as far as all are alike.</param>
    /// <exception cref="InputException">One is missing, damaged, or does not fit the other.</exception>
    public static FolderSplit Open(string folder, DataSplit split, InputMode mode, OutputKind? output)
    {
        NpyFile examples = NpyFile.Open(Path.Combine(folder, ExamplesFile(split)));
        try
        {
            NpyFile answers = NpyFile.Open(Path.Combine(folder, LabelsFile(split)));
            FolderSplit result = new(examples, answers, mode, output);
            if (result.Misfit() is not { } problem)
                return result;
            answers.Dispose();
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
            Answers.CopyRow(i, label);
            if (!(label[0] >= 0 && label[0] < classes && Math.Floor(label[0]) == label[0]))
                return FormattableString.Invariant($"{Answers.Path} holds the label {label[0]} at example {i}; whole numbers from 0 to {classes - 1} were expected.");
        }

        return null;
    }

    /// <summary>
    /// Reads all targets; the first that is not finite, not 0 or 1 where those are answered, or nothing but zeros where the error is
    /// measured as a share of it, or that all together tell nothing, as a sentence; null where all are sound, and of classifications, which have none.
    /// </summary>
    public string? BadTarget(TaskMetric metric, Action<double>? progress, CancellationToken cancellation)
    {
        if (_output is not { } output || output == OutputKind.Classification)
            return null;
        float[] target = new float[Answers.RowLength];
        LabelVariety variety = new(metric, output == OutputKind.MultiLabel ? target.Length : 1);
        for (int i = 0; i < Count; i++)
        {
            if (i % 1024 == 0)
            {
                cancellation.ThrowIfCancellationRequested();
                progress?.Invoke((double)i / Count);
                Answers.Forget();
            }

            Answers.CopyRow<float>(i, target);
            if (metric == TaskMetric.RelativeL2 && target.AsSpan().IndexOfAnyExcept(0f) < 0)
                return $"{Answers.Path} holds a target of zeros alone at example {i}, and no answer is off by a share of that; the metric {metric.Name()} needs other targets, or the file metadata another \"metric\".";
            if (output.IsYesOrNo())
                variety.Add(target);
            if (target.AsSpan().IndexOfAnyExcept(0f, 1f) < 0)
                continue;
            if (!AreFinite(target))
                return $"{Answers.Path} holds a target that is not finite (as float32) at example {i}.";
            if (output.IsYesOrNo())
                return FormattableString.Invariant($"{Answers.Path} holds the target {target.First(number => number is not (0 or 1))} at example {i}; 0 and 1 were expected, as the output is {output.Name()}.");
        }

        return output.IsYesOrNo() ? variety.Problem(Answers.Path) : null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Examples.Dispose();
        Answers.Dispose();
    }

    private static bool AreFinite(ReadOnlySpan<float> numbers)
    {
        // 0 unless one of them is infinite or no number: of hundreds of millions each needs no branch.
        float sum = 0;
        foreach (float number in numbers)
            sum += number - number;
        return sum == 0;
    }

    private static string Prefix(DataSplit split) => split switch
    {
        DataSplit.Train => "train",
        DataSplit.Validation => "valid",
        _ => "test",
    };

    private string? Misfit()
    {
        NpyHeader x = Examples.Header, y = Answers.Header;
        if (_mode == InputMode.Tokens && x.Shape.Length != 3)
            return $"{Examples.Path} has the shape {x.ShapeText}; with the option mode=tokens, examples × S × D was expected.";
        if (x.Shape.Length is not (3 or 4))
            return $"{Examples.Path} has the shape {x.ShapeText}; examples × channels × height × width was expected, or examples × height × width.";
        if (x.Count == 0)
            return $"{Examples.Path} is empty: its shape is {x.ShapeText}.";
        if (Examples.Rows > int.MaxValue)
            return $"{Examples.Path} has {Examples.Rows} examples; at most {int.MaxValue} are read.";
        if (MisfitOfAnswer(y.Shape.AsSpan()) is { } expected)
            return $"{Answers.Path} has the shape {y.ShapeText}; {expected}.";
        if (Answers.Rows != Examples.Rows)
            return $"{Answers.Path} has {Answers.Rows} {(_output is null or OutputKind.Classification ? "labels" : "targets")} for the {Examples.Rows} examples of {Examples.Path}.";
        return null;
    }

    private string? MisfitOfAnswer(ReadOnlySpan<long> shape) => _output switch
    {
        OutputKind.Classification when shape.Length != 1 => $"one label for each of the {Examples.Rows} examples was expected",
        OutputKind.MultiLabel when shape is not [_, > 0] => "examples × labels was expected, as the output is multi-label",
        OutputKind.Regression when shape is not ([_] or [_, > 0]) => "examples × values was expected, or one value for each example, as the output is regression",
        { } output when output.IsDense() && shape is not ([_, > 0, > 0] or [_, 1, > 0, > 0]) => $"examples × height × width was expected, as the output is {output.Name()}",
        _ => null,
    };
}
