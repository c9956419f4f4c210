using Einspace.Sdk;
using Einspace.Sdk.Data;

namespace Einspace.Training.Measures;

/// <summary><see cref="TaskMetric.F1"/>.</summary>
/// <param name="columns">Classes, labels, or 1 for dense labels.</param>
internal sealed class F1(int columns) : Measure
{
    private readonly long[] _right = new long[columns]; // true positives
    private readonly long[] _answered = new long[columns]; // true and false positives
    private readonly long[] _occurring = new long[columns]; // true positives and false negatives

    /// <inheritdoc/>
    public override double Value
    {
        get
        {
            if (!_occurring.Any(count => count > 0))
                throw new InputException("F1 says nothing here: no example of the split has any label.");
            int[] counted = [.. Enumerable.Range(0, columns).Where(column => _occurring[column] + _answered[column] > 0)];
            return counted.Average(column => 2.0 * _right[column] / (_occurring[column] + _answered[column]));
        }
    }

    /// <inheritdoc/>
    public override void Add(ReadOnlySpan<float> answers, Targets right)
    {
        if (right.Labels.IsEmpty)
            AddLabels(answers, right.Numbers);
        else
            AddClasses(answers, right);
    }

    private void AddClasses(ReadOnlySpan<float> answers, Targets right)
    {
        for (int i = 0; i < right.Count; i++)
        {
            int answer = Largest(answers.Slice(i * right.Size, right.Size));
            _answered[answer]++;
            _occurring[right.Labels[i]]++;
            _right[answer] += answer == right.Labels[i] ? 1 : 0;
        }
    }

    private void AddLabels(ReadOnlySpan<float> answers, ReadOnlySpan<float> right)
    {
        for (int i = 0; i < right.Length; i++)
        {
            int column = i % columns;
            bool yes = answers[i] > 0, has = right[i] > 0;
            _answered[column] += yes ? 1 : 0;
            _occurring[column] += has ? 1 : 0;
            _right[column] += yes && has ? 1 : 0;
        }
    }
}
