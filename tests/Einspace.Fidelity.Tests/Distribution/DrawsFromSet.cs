using MathNet.Numerics.Distributions;

namespace Einspace.Fidelity.Tests.Distribution;

/// <summary>All draws from one set of options, and how they spread over the trees.</summary>
internal sealed class DrawsFromSet
{
    private double _largest;
    private double _squares;
    private long _inTree;

    /// <summary>How often each option was drawn.</summary>
    public Dictionary<string, long> Chosen { get; } = [];

    /// <summary>How often it was drawn from.</summary>
    public long Total { get; private set; }

    /// <summary>The largest part of all draws that one tree made.</summary>
    /// <param name="trees">Of so many trees; by the mean of ours.</param>
    /// <param name="ourTrees">How many ours are.</param>
    public double LargestShare(double trees, double ourTrees) => _largest / Math.Min(Total, Total * trees / ourTrees);

    public void Add(string option)
    {
        Chosen[option] = Chosen.GetValueOrDefault(option) + 1;
        _inTree++;
        Total++;
    }

    /// <summary>Notes the end of a tree in which the set was drawn from.</summary>
    public void EndTree()
    {
        _squares += (double)_inTree * _inTree;
        _largest = Math.Max(_largest, _inTree);
        _inTree = 0;
    }

    /// <summary>Whether another sampler makes as many draws from the set in each tree, by the normal law of means.</summary>
    /// <param name="mean">The other's draws for each tree.</param>
    /// <param name="others">The other's trees.</param>
    /// <param name="trees">Our trees.</param>
    public double SameMean(double mean, double others, double trees)
    {
        double ours = Total / trees;
        double variance = (_squares / trees) - (ours * ours);
        // A set from which every tree draws once has nothing to compare.
        return variance <= 0 ? 1 : 2 * Normal.CDF(0, Math.Sqrt(variance * ((1 / trees) + (1 / others))), -Math.Abs(ours - mean));
    }
}
