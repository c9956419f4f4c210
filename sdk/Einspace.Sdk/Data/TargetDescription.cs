using System.Collections.Immutable;

namespace Einspace.Sdk.Data;

/// <summary>The numbers of targets over a split, in the task's own unit. Where targets are 0 or 1 the mean is the share of ones.</summary>
/// <param name="Mean">Their mean.</param>
/// <param name="Deviation">Their standard deviation, unbiased; 0 where all are the same.</param>
/// <param name="Least">The least of them.</param>
/// <param name="Largest">The largest of them.</param>
public readonly record struct TargetDescription(double Mean, double Deviation, double Least, double Largest)
{
    // The numbers that are gathered at once, 4 MiB of them.
    private const int BatchNumbers = 1 << 20;

    /// <summary>Describes the targets of a split, all of which it reads.</summary>
    /// <param name="data">Data of a task that is no classification.</param>
    /// <param name="split">One of its splits.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>
    /// One description for each label or value of the answer; of dense outputs a single one, of all pixels together. None of a
    /// classification, which has no targets, and of a split without examples.
    /// </returns>
    /// <exception cref="InvalidOperationException">The split is not there.</exception>
    public static ImmutableArray<TargetDescription> Of(ITaskData data, DataSplit split, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        int count = data.Count(split), size = (int)data.Spec.Answer.Elements;
        if (data.Spec.Output == OutputKind.Classification || count == 0)
            return [];

        Tally[] tallies = new Tally[data.Spec.Output.IsDense() ? 1 : size];
        foreach (int[] indices in Enumerable.Range(0, count).Chunk(Math.Clamp(BatchNumbers / size, 1, count)))
        {
            cancellation.ThrowIfCancellationRequested();
            float[] targets = new float[indices.Length * size];
            data.GatherTargets(split, indices, targets);
            for (int i = 0; i < targets.Length; i++)
                tallies[i % tallies.Length].Add(targets[i]);
        }

        return [.. tallies.Select(tally => tally.Describe())];
    }

    private struct Tally
    {
        private long _count;
        private double _first, _sum, _squares, _least, _largest;

        public void Add(double number)
        {
            if (_count++ == 0)
                _first = _least = _largest = number;

            // Relative to the first number: what never varies sums to exactly 0.
            double difference = number - _first;
            _sum += difference;
            _squares += difference * difference;
            _least = Math.Min(_least, number);
            _largest = Math.Max(_largest, number);
        }

        public readonly TargetDescription Describe() => new(
            _first + (_sum / _count), Math.Sqrt(Math.Max(0, _squares - (_sum * (_sum / _count))) / Math.Max(1, _count - 1)), _least, _largest);
    }
}
