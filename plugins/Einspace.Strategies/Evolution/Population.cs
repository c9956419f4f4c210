using Einspace.Sdk;
using Einspace.Sdk.Grammars;

namespace Einspace.Strategies.Evolution;

/// <summary>A population that ages (Real et al. 2019): a queue of scored members whose oldest leaves when a new one joins.</summary>
/// <param name="capacity">Members of the full population.</param>
/// <param name="tournament">Members drawn, with replacement, for each tournament.</param>
internal sealed class Population(int capacity, int tournament)
{
    private readonly Queue<Member> _members = [];

    public int Count => _members.Count;

    public int Capacity => capacity;

    public void Join(Member member)
    {
        _members.Enqueue(member);
        if (_members.Count > capacity)
            _members.Dequeue();
    }

    /// <summary>The best of a tournament, the first drawn of equal ones.</summary>
    public Member Winner(RandomStream random) =>
        Enumerable.Range(0, tournament).Select(_ => _members.ElementAt(random.NextInt(_members.Count))).MaxBy(member => member.Score)!;

    internal sealed record Member(int Number, Architecture Architecture, double Score);
}
