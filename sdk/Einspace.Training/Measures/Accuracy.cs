using Einspace.Sdk.Data;

namespace Einspace.Training.Measures;

/// <summary><see cref="TaskMetric.Accuracy"/>.</summary>
internal sealed class Accuracy : Measure
{
    private long _correct;
    private long _count;

    /// <inheritdoc/>
    public override double Value => (double)_correct / _count;

    /// <inheritdoc/>
    public override void Add(ReadOnlySpan<float> answers, Targets right)
    {
        for (int i = 0; i < right.Count; i++)
            _correct += Largest(answers.Slice(i * right.Size, right.Size)) == right.Labels[i] ? 1 : 0;
        _count += right.Count;
    }
}
