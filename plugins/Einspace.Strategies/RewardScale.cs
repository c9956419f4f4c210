namespace Einspace.Strategies;

/// <summary>Turns scores of any scale into rewards within 0 and 1: the share of scores so far that are lower, ties by half.</summary>
internal sealed class RewardScale
{
    private readonly List<double> _scores = [];

    public int Count => _scores.Count;

    public void Add(double score) => _scores.Insert(CountOf(other => other < score), score);

    public double RewardOf(double score) =>
        (CountOf(other => other < score) + CountOf(other => other <= score)) / (2.0 * _scores.Count);

    /// <summary>How many of the ordered scores a condition holds for, which holds for the first ones.</summary>
    private int CountOf(Func<double, bool> condition)
    {
        (int low, int high) = (0, _scores.Count);
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (condition(_scores[middle]))
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
