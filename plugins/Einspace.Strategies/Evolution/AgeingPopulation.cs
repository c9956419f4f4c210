using Einspace.Sdk;

namespace Einspace.Strategies.Evolution;

/// <summary>A population that ages (Real et al. 2019): a queue whose oldest member leaves when a new one joins, by one objective.</summary>
/// <param name="capacity">Members of the full population.</param>
/// <param name="tournament">Members drawn, with replacement, for each tournament.</param>
internal sealed class AgeingPopulation(int capacity, int tournament) : Population(capacity)
{
    private readonly List<Member> _members = [];

    public override int Count => _members.Count;

    public override void Join(Member member)
    {
        _members.Add(member);
        if (_members.Count > Capacity)
            _members.RemoveAt(0);
    }

    /// <summary>The best of a tournament, the first drawn of equal ones.</summary>
    public override Member Winner(RandomStream random) => Enumerable.Range(0, tournament)
        .Select(_ => _members[random.NextInt(_members.Count)])
        .MaxBy(member => member.Values[0])!;
}
