using Einspace.Sdk;
using Einspace.Sdk.Data;
using Einspace.Training.Backends;

namespace Einspace.Training;

/// <summary>The right answers of one batch: labels of a classification, numbers of every other kind of task.</summary>
internal sealed class Targets
{
    private readonly long[] _labels;
    private readonly float[] _numbers;

    /// <param name="task">The task.</param>
    /// <param name="capacity">The largest number of examples in a batch.</param>
    public Targets(TaskSpec task, int capacity)
    {
        Task = task;
        Size = checked((int)task.Answer.Elements);
        bool hasLabels = task.Output == OutputKind.Classification;
        _labels = new long[hasLabels ? capacity : 0];
        _numbers = new float[hasLabels ? 0 : checked(capacity * Size)];
    }

    public TaskSpec Task { get; }

    /// <summary>How many numbers a network answers for one example.</summary>
    public int Size { get; }

    /// <summary>How many examples the batch has now.</summary>
    public int Count { get; private set; }

    /// <summary>A label for each example; empty unless the task is a classification.</summary>
    public ReadOnlySpan<long> Labels => _labels.AsSpan(0, _labels.Length == 0 ? 0 : Count);

    /// <summary><see cref="Size"/> numbers for each example; empty if the task is a classification.</summary>
    public ReadOnlySpan<float> Numbers => _numbers.AsSpan(0, _numbers.Length == 0 ? 0 : Count * Size);

    /// <summary>Begins another batch.</summary>
    public void Clear() => Count = 0;

    /// <summary>Adds examples to the batch.</summary>
    /// <exception cref="InputException">A target has no length, and errors are to be told as shares of it.</exception>
    public void Gather(ITaskData data, DataSplit split, ReadOnlySpan<int> indices)
    {
        if (Task.Output == OutputKind.Classification)
            data.GatherLabels(split, indices, _labels.AsSpan(Count, indices.Length));
        else
            data.GatherTargets(split, indices, _numbers.AsSpan(Count * Size, indices.Length * Size));
        for (int i = 0; Task.Metric == TaskMetric.RelativeL2 && i < indices.Length; i++)
        {
            if (!_numbers.AsSpan((Count + i) * Size, Size).ContainsAnyExcept(0f))
                throw new InputException($"The target of example {indices[i]} of {split} is zero everywhere, and no answer is off by a share of that: the metric {TaskMetric.RelativeL2.Name()} needs other targets, or the task another metric.");
        }

        Count += indices.Length;
    }

    /// <summary>The mean loss of answers (SPEC section 10): a scalar.</summary>
    /// <param name="backend">Where the answers are.</param>
    /// <param name="answers">[examples, …the task's answer].</param>
    public Tensor Loss(ITensorBackend backend, Tensor answers)
    {
        if (Task.Output == OutputKind.Classification)
            return backend.CrossEntropy(answers, backend.FromLabels(Labels));
        Tensor right = backend.FromValues(Numbers, [Count, .. Task.Answer.Sizes]);
        return Task.Output.IsYesOrNo() ? backend.BinaryCrossEntropy(answers, right)
            : Task.Metric == TaskMetric.RelativeL2 ? backend.RelativeL2(answers, right)
            : backend.MeanSquaredError(answers, right);
    }
}
