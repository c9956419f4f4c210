using Einspace.Sdk;
using Einspace.Sdk.Data;

namespace Einspace.Training.Measures;

/// <summary>
/// <see cref="TaskMetric.MeanAveragePrecision"/> and <see cref="TaskMetric.Auroc"/>: how far up those that have a label come when all are
/// ordered by what the network answers. Keeps every answer: 5 bytes each.
/// </summary>
/// <param name="metric">Which of the two.</param>
/// <param name="columns">Labels, or 1 for dense labels.</param>
internal sealed class Ranking(TaskMetric metric, int columns) : Measure
{
    private readonly List<float> _answers = [];
    private readonly List<bool> _right = [];

    /// <inheritdoc/>
    public override double Value
    {
        get
        {
            double[] values = [.. Enumerable.Range(0, columns).Select(ValueOf).OfType<double>()];
            return values.Length > 0 ? values.Average() : throw new InputException(metric == TaskMetric.Auroc
                ? "AUROC says nothing here: there is no label that some examples of the split have and others have not."
                : "The mean average precision says nothing here: no example of the split has any label.");
        }
    }

    /// <inheritdoc/>
    public override void Add(ReadOnlySpan<float> answers, Targets right)
    {
        _answers.AddRange(answers);
        foreach (float number in right.Numbers)
            _right.Add(number > 0);
    }

    private double? ValueOf(int column)
    {
        float[] answers = new float[_answers.Count / columns];
        bool[] right = new bool[answers.Length];
        for (int i = 0; i < answers.Length; i++)
            (answers[i], right[i]) = (_answers[(i * columns) + column], _right[(i * columns) + column]);
        Array.Sort(answers, right); // ascending
        int having = right.Count(has => has);
        return metric switch
        {
            TaskMetric.Auroc => having == 0 || having == right.Length ? null : Auroc(answers, right, having),
            _ => having == 0 ? null : AveragePrecision(answers, right, having),
        };
    }

    /// <summary>The share of pairs, one with the label and one without, in which the one with it is answered higher.</summary>
    private static double Auroc(float[] answers, bool[] right, int having)
    {
        double pairs = 0;
        long below = 0; // without the label and answered lower
        for (int start = 0; start < answers.Length;)
        {
            int end = EndOfEqual(answers, start), with = CountIn(right, start, end), without = end - start - with;
            pairs += with * (below + (without / 2.0));
            below += without;
            start = end;
        }

        return pairs / having / (right.Length - having);
    }

    private static double AveragePrecision(float[] answers, bool[] right, int having)
    {
        double sum = 0;
        int left = having; // with the label, at or above the threshold
        for (int start = 0; start < answers.Length;)
        {
            int end = EndOfEqual(answers, start), with = CountIn(right, start, end);
            sum += (double)with * left / (answers.Length - start);
            left -= with;
            start = end;
        }

        return sum / having;
    }

    private static int EndOfEqual(float[] answers, int start)
    {
        int end = start + 1;
        while (end < answers.Length && answers[end].Equals(answers[start]))
            end++;
        return end;
    }

    private static int CountIn(bool[] right, int start, int end) => right.AsSpan(start..end).Count(true);
}
