namespace Einspace.Pruners.Halving;

/// <summary>What was measured at one fidelity, best first, and who rests there.</summary>
internal sealed class Rung
{
    private static readonly Comparer<(double Score, int Trial)> BestFirst = Comparer<(double Score, int Trial)>.Create(
        (a, b) => a.Score != b.Score ? b.Score.CompareTo(a.Score) : a.Trial.CompareTo(b.Trial));

    private readonly List<(double Score, int Trial)> _measured = [];
    private readonly HashSet<int> _resting = [];

    /// <summary>Takes note of a trial that was measured here and rests. Of equal scores the earlier trial's is the better.</summary>
    public void Add(int trial, double score)
    {
        int place = _measured.BinarySearch((score, trial), BestFirst);
        if (place < 0)
            _measured.Insert(~place, (score, trial));
        _resting.Add(trial);
    }

    /// <summary>A trial rests here no longer; what it was measured at stands.</summary>
    public void Leave(int trial) => _resting.Remove(trial);

    /// <summary>The best trial that rests here and is among the best 1/eta of all that were measured here; null where there is none.</summary>
    public int? Best(int eta)
    {
        foreach ((_, int trial) in _measured.Take(_measured.Count / eta))
        {
            if (_resting.Contains(trial))
                return trial;
        }

        return null;
    }
}
