using Einspace.Sdk;
using Einspace.Strategies.Evolution;

namespace Einspace.Strategies.Nsga2;

/// <summary>
/// A population by fronts and crowding (Deb et al. 2002), one joining at a time (steady state, as Durillo et al. 2009 do): where it is
/// full the most crowded member of the last front leaves. Members never age.
/// </summary>
internal sealed class ParetoPopulation(int capacity) : Population(capacity)
{
    private readonly List<Ranked> _members = [];

    public override int Count => _members.Count;

    /// <summary>The members that no other member dominates, the best by the first objective first.</summary>
    public IEnumerable<Member> Front => _members.Where(ranked => ranked.Front == 0).Select(ranked => ranked.Member).OrderByDescending(member => member.Values[0]);

    public override void Join(Member member)
    {
        _members.Add(new Ranked(member));
        Rank();
        if (_members.Count > Capacity)
        {
            // The newest of equal ones leaves: what is no better than what is there is no gain.
            _members.Remove(_members.OrderByDescending(ranked => ranked.Front).ThenBy(ranked => ranked.Crowding).ThenByDescending(ranked => ranked.Member.Number).First());
            Rank();
        }
    }

    /// <summary>The better of two by front, then by crowding; the first drawn of equal ones.</summary>
    public override Member Winner(RandomStream random)
    {
        Ranked first = _members[random.NextInt(_members.Count)], second = _members[random.NextInt(_members.Count)];
        bool secondWins = (second.Front, -second.Crowding).CompareTo((first.Front, -first.Crowding)) < 0;
        return (secondWins ? second : first).Member;
    }

    /// <summary>Whether one is at least as good by every objective, and better by one.</summary>
    internal static bool Dominates(Member one, Member other)
    {
        bool better = false;
        for (int objective = 0; objective < one.Values.Length; objective++)
        {
            if (one.Values[objective] < other.Values[objective])
                return false;
            better |= one.Values[objective] > other.Values[objective];
        }

        return better;
    }

    /// <summary>Front after front: those whom only members of earlier fronts dominate.</summary>
    private void Rank()
    {
        Dictionary<Ranked, int> dominators = _members.ToDictionary(
            ranked => ranked, ranked => _members.Count(other => Dominates(other.Member, ranked.Member)));
        for (int front = 0; dominators.Count > 0; front++)
        {
            Ranked[] best = [.. _members.Where(ranked => dominators.GetValueOrDefault(ranked, -1) == 0)];
            foreach (Ranked ranked in best)
            {
                (ranked.Front, ranked.Crowding) = (front, 0);
                dominators.Remove(ranked);
            }

            foreach (Ranked worse in dominators.Keys.ToArray())
                dominators[worse] -= best.Count(ranked => Dominates(ranked.Member, worse.Member));
            for (int objective = 0; objective < best[0].Member.Values.Length; objective++)
                Crowd([.. best.OrderBy(ranked => ranked.Member.Values[objective])], objective);
        }
    }

    /// <summary>Adds the distance between a member's neighbours in its front, as a share of the front's extent; the ends' is infinite.</summary>
    private static void Crowd(Ranked[] ordered, int objective)
    {
        double Value(int index) => ordered[index].Member.Values[objective];
        double extent = Value(ordered.Length - 1) - Value(0);
        ordered[0].Crowding = ordered[^1].Crowding = double.PositiveInfinity;
        for (int i = 1; i < ordered.Length - 1 && extent > 0; i++)
            ordered[i].Crowding += (Value(i + 1) - Value(i - 1)) / extent;
    }

    private sealed class Ranked(Member member)
    {
        public Member Member { get; } = member;

        public int Front { get; set; }

        public double Crowding { get; set; }
    }
}
