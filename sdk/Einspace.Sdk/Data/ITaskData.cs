namespace Einspace.Sdk.Data;

/// <summary>Opened data of a task: normalised examples and their right answers, gathered by index. Safe for concurrent readers.</summary>
public interface ITaskData : IDisposable
{
    /// <summary>What the task asks.</summary>
    TaskSpec Spec { get; }

    /// <summary>The splits that are there: in purpose Search training and validation, in purpose Final the test split too.</summary>
    IReadOnlyList<DataSplit> Splits { get; }

    /// <summary>The number of examples of a split.</summary>
    /// <param name="split">One of <see cref="Splits"/>.</param>
    /// <returns>The number.</returns>
    /// <exception cref="InvalidOperationException">The split is not there, for example the test split while searching.</exception>
    int Count(DataSplit split);

    /// <summary>Copies examples, normalised as the task's rules say, one after another.</summary>
    /// <param name="split">One of <see cref="Splits"/>.</param>
    /// <param name="indices">Which examples, each from 0 to <see cref="Count"/> − 1.</param>
    /// <param name="examples">Receives indices.Length · elements numbers, row-major.</param>
    /// <exception cref="InvalidOperationException">The split is not there.</exception>
    void Gather(DataSplit split, ReadOnlySpan<int> indices, Span<float> examples);

    /// <summary>Copies labels, each from 0 to classes − 1. Classifications implement it, and nothing else does.</summary>
    /// <param name="split">One of <see cref="Splits"/>.</param>
    /// <param name="indices">Which examples.</param>
    /// <param name="labels">Receives indices.Length labels.</param>
    /// <exception cref="InvalidOperationException">The split is not there, or the task is no classification.</exception>
    void GatherLabels(DataSplit split, ReadOnlySpan<int> indices, Span<long> labels) =>
        throw new InvalidOperationException($"The task '{Spec.Name}' has no labels: its answers are of the kind {Spec.Output}.");

    /// <summary>
    /// Copies the right answers, one after another, in the task's own unit: numbers that are finite, of multi-label tasks and dense
    /// labels 0 or 1. All kinds of tasks but classifications implement it.
    /// </summary>
    /// <param name="split">One of <see cref="Splits"/>.</param>
    /// <param name="indices">Which examples.</param>
    /// <param name="targets">Receives indices.Length · elements of <see cref="TaskSpec.Answer"/> numbers, row-major.</param>
    /// <exception cref="InvalidOperationException">The split is not there, or the task is a classification.</exception>
    void GatherTargets(DataSplit split, ReadOnlySpan<int> indices, Span<float> targets) =>
        throw new InvalidOperationException($"The task '{Spec.Name}' has no targets: its answers are of the kind {Spec.Output}.");
}
