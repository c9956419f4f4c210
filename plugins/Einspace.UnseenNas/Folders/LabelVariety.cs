using Einspace.Sdk.Data;

namespace Einspace.UnseenNas.Folders;

/// <summary>Whether targets of 0 and 1 differ enough for a metric to tell networks apart by them.</summary>
/// <param name="metric">The metric.</param>
/// <param name="labels">How many labels an example has, each of which is measured by itself; 1 of pictures, whose pixels count together.</param>
internal sealed class LabelVariety(TaskMetric metric, int labels)
{
    private readonly bool[] _yes = new bool[labels], _no = new bool[labels];
    private bool _suffices;

    /// <summary>Looks at the targets of an example.</summary>
    public void Add(ReadOnlySpan<float> target)
    {
        if (_suffices)
            return;
        for (int i = 0; i < target.Length; i++)
            (target[i] > 0 ? _yes : _no)[i % labels] = true;
        _suffices = metric == TaskMetric.Auroc ? _yes.Zip(_no).Any(label => label is (true, true)) : _yes.Contains(true);
    }

    /// <summary>What is wrong with all targets together, as a sentence; null where nothing is.</summary>
    /// <param name="path">Where they come from.</param>
    public string? Problem(string path) => _suffices ? null
        : !_yes.Contains(true) ? $"{path} holds nothing but zeros: no example has a label, and no metric tells anything of that."
        : $"{path} has no label that some have and others have not, and {metric.Name()} tells nothing of that.";
}
