using Einspace.Sdk;
using Einspace.Sdk.Data;

namespace Einspace.Training.Measures;

/// <summary>Works out a <see cref="TaskMetric"/> over batches of answers.</summary>
internal abstract class Measure
{
    /// <summary>The metric of all batches so far.</summary>
    /// <exception cref="InputException">The right answers are such that the metric says nothing of any network.</exception>
    public abstract double Value { get; }

    /// <summary>A fresh measure of a task's metric.</summary>
    public static Measure Of(TaskSpec task) => task.Metric switch
    {
        TaskMetric.Accuracy => new Accuracy(),
        TaskMetric.F1 => new F1(ColumnsOf(task)),
        TaskMetric.MeanAveragePrecision or TaskMetric.Auroc => new Ranking(task.Metric, ColumnsOf(task)),
        _ => new Error(task.Metric),
    };

    /// <summary>Counts a batch in.</summary>
    /// <param name="answers">What the network answered: <see cref="Targets.Size"/> numbers for each example.</param>
    /// <param name="right">The right answers.</param>
    public abstract void Add(ReadOnlySpan<float> answers, Targets right);

    /// <summary>The place of the largest number, the first of equal ones; NaN counts as larger than all others, as in libtorch.</summary>
    protected static int Largest(ReadOnlySpan<float> logits)
    {
        int largest = 0;
        for (int i = 1; i < logits.Length && !float.IsNaN(logits[largest]); i++)
        {
            if (logits[i] > logits[largest] || float.IsNaN(logits[i]))
                largest = i;
        }

        return largest;
    }

    /// <summary>What is averaged over: classes or labels; the pixels of dense labels are all of one.</summary>
    private static int ColumnsOf(TaskSpec task) => task.Output == OutputKind.DenseLabels ? 1 : task.Classes;
}
