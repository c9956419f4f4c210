using Einspace.Sdk.Data;
using Einspace.UnseenNas.Folders;
using Einspace.UnseenNas.Npy;

namespace Einspace.UnseenNas.NasBench360;

/// <summary>A split out of original files.</summary>
/// <param name="Examples">The examples, a row each in the order of the task's shape.</param>
/// <param name="Answers">What is to be answered, a row for each example: its label, or as many numbers as the answer has.</param>
/// <param name="Files">What is mapped; disposed with this.</param>
internal sealed record OriginalSplit(IRows Examples, IRows Answers, params IDisposable[] Files) : IDisposable
{
    /// <summary>The number of examples.</summary>
    public int Count => (int)Examples.Rows;

    /// <summary>The first answer that cannot be one, or that all together tell nothing, as a sentence; null where all are sound.</summary>
    /// <param name="task">What the task asks.</param>
    public string? BadAnswer(TaskSpec task)
    {
        (int highest, string expected) = task.Output switch
        {
            OutputKind.Classification => (task.Classes - 1, $"whole numbers from 0 to {task.Classes - 1}"),
            OutputKind.MultiLabel or OutputKind.DenseLabels => (1, "0 or 1"),
            _ => throw new InvalidOperationException($"No original files with output {task.Output.Name()} are read."),
        };
        float[] answer = new float[Answers.RowLength];
        LabelVariety variety = new(task.Metric, task.Output == OutputKind.MultiLabel ? answer.Length : 1);
        for (int i = 0; i < Count; i++)
        {
            Answers.CopyRow(i, answer);
            variety.Add(answer);
            foreach (float number in answer)
            {
                if (!(number >= 0 && number <= highest && MathF.Floor(number) == number))
                    return FormattableString.Invariant($"{Answers.Path} holds the label {number} at example {i}; {expected} were expected.");
            }
        }

        return task.Output.IsYesOrNo() ? variety.Problem(Answers.Path) : null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (IDisposable file in Files)
            file.Dispose();
    }
}
