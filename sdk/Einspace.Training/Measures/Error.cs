using Einspace.Sdk.Data;

namespace Einspace.Training.Measures;

/// <summary><see cref="TaskMetric.RelativeL2"/>, <see cref="TaskMetric.MeanAbsoluteError"/> and <see cref="TaskMetric.MeanSquaredError"/>.</summary>
/// <param name="metric">Which of the three.</param>
internal sealed class Error(TaskMetric metric) : Measure
{
    private double _sum;
    private long _count;

    /// <inheritdoc/>
    public override double Value => _sum / _count;

    /// <inheritdoc/>
    public override void Add(ReadOnlySpan<float> answers, Targets right)
    {
        for (int i = 0; i < right.Count; i++)
        {
            Range example = (i * right.Size)..((i + 1) * right.Size);
            _sum += Of(answers[example], right.Numbers[example]);
        }

        _count += metric == TaskMetric.RelativeL2 ? right.Count : (long)right.Count * right.Size;
    }

    private double Of(ReadOnlySpan<float> answer, ReadOnlySpan<float> target)
    {
        double absolute = 0, squares = 0, length = 0;
        for (int i = 0; i < answer.Length; i++)
        {
            double difference = (double)answer[i] - target[i];
            absolute += Math.Abs(difference);
            squares += difference * difference;
            length += (double)target[i] * target[i];
        }

        return metric switch
        {
            TaskMetric.MeanAbsoluteError => absolute,
            TaskMetric.MeanSquaredError => squares,
            _ => Math.Sqrt(squares / length),
        };
    }
}
