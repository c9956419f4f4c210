using Einspace.Sdk.Data;
using Einspace.Sdk.Evaluation;

namespace Einspace.Sdk.Testing;

/// <summary>
/// Made-up data of a task, in memory: each class is a pattern of its own under normal noise, so that networks can learn to tell them
/// apart; of other kinds than classifications there are three patterns, each with an answer of its own. The same numbers in every
/// process. As always there is no test split in purpose Search.
/// </summary>
/// <param name="purpose">Why the data are opened.</param>
/// <param name="spec">What the task asks; null takes <see cref="ToyGrammar.Task"/>.</param>
public sealed class ToyTask(Purpose purpose, TaskSpec? spec = null) : ITaskData
{
    /// <summary>Examples of the training split.</summary>
    public const int TrainExamples = 96;

    /// <summary>Examples of each other split.</summary>
    public const int OtherExamples = 48;

    private const int Patterns = 3;

    private readonly int _size = (int)(spec ?? ToyGrammar.Task).Input.Elements;

    /// <inheritdoc/>
    public TaskSpec Spec { get; } = spec ?? ToyGrammar.Task;

    /// <inheritdoc/>
    public IReadOnlyList<DataSplit> Splits { get; } = purpose == Purpose.Search
        ? [DataSplit.Train, DataSplit.Validation]
        : [DataSplit.Train, DataSplit.Validation, DataSplit.Test];

    /// <inheritdoc/>
    public int Count(DataSplit split)
    {
        Require(split);
        return split == DataSplit.Train ? TrainExamples : OtherExamples;
    }

    /// <inheritdoc/>
    public void Gather(DataSplit split, ReadOnlySpan<int> indices, Span<float> examples)
    {
        Require(split);
        for (int i = 0; i < indices.Length; i++)
        {
            RandomStream pattern = RandomStream.Derive((ulong)LabelOf(split, indices[i]), "toy pattern");
            RandomStream noise = RandomStream.Derive((ulong)indices[i], $"toy noise {split}");
            foreach (ref float number in examples.Slice(i * _size, _size))
                number = (float)(pattern.NextNormal() + (0.5 * noise.NextNormal()));
        }
    }

    /// <inheritdoc/>
    public void GatherLabels(DataSplit split, ReadOnlySpan<int> indices, Span<long> labels)
    {
        RequireKind(Spec.Output == OutputKind.Classification, "labels");
        Require(split);
        for (int i = 0; i < indices.Length; i++)
            labels[i] = LabelOf(split, indices[i]);
    }

    /// <inheritdoc/>
    public void GatherTargets(DataSplit split, ReadOnlySpan<int> indices, Span<float> targets)
    {
        RequireKind(Spec.Output != OutputKind.Classification, "targets");
        Require(split);
        int size = (int)Spec.Answer.Elements;
        for (int i = 0; i < indices.Length; i++)
        {
            for (int place = 0; place < size; place++)
            {
                long number = (LabelOf(split, indices[i]) + place) % Patterns;
                targets[(i * size) + place] = Spec.Output.IsYesOrNo() ? Math.Min(number, 1) : number - 0.5f;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private long LabelOf(DataSplit split, int index) => RandomStream.Derive((ulong)index, $"toy label {split}")
        .NextInt(Spec.Output == OutputKind.Classification ? Spec.Classes : Patterns);

    private void RequireKind(bool isRight, string what)
    {
        if (!isRight)
            throw new InvalidOperationException($"A task of the kind {Spec.Output} has no {what}.");
    }

    private void Require(DataSplit split)
    {
        if (!Splits.Contains(split))
            throw new InvalidOperationException($"There is no split {split} in purpose {purpose}.");
    }
}
