using System.Text;

namespace Einspace.Fidelity.Tests.Statistics;

/// <summary>
/// A family of tests held to one level by Holm's step-down procedure (Scandinavian Journal of Statistics 6, 1979): where all
/// hypotheses are true, the probability that any is rejected is at most the level, however the tests depend on each other.
/// </summary>
internal sealed class HolmFamily
{
    private readonly List<(string Name, double P)> _tests = [];

    public int Count => _tests.Count;

    public void Add(string name, double p) => _tests.Add((name, p));

    /// <summary>The tests that are rejected, the clearest first.</summary>
    public IReadOnlyList<(string Name, double P)> Rejected(double level) =>
        [.. _tests.OrderBy(test => test.P).Index().TakeWhile(t => t.Item.P <= level / (_tests.Count - t.Index)).Select(t => t.Item)];

    /// <summary>The least likely tests, for a report.</summary>
    public string Smallest(int count) => _tests.OrderBy(test => test.P).Take(count)
        .Aggregate(new StringBuilder($"{_tests.Count} tests"), (text, test) => text.Append($"; {test.Name}: p = {test.P:G3}"))
        .ToString();
}
