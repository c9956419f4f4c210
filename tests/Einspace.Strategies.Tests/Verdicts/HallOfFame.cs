using Einspace.Sdk;
using Einspace.Sdk.Search;
using Einspace.Strategies.Evolution;

namespace Einspace.Strategies.Tests.Verdicts;

/// <summary>A canary: evolution whose worst member leaves and not its oldest, so that luck stays for ever.</summary>
internal sealed class HallOfFame(StrategyContext context, int members) : EvolutionStrategy(context, new Members(members), repeatTries: 20)
{
    protected override Proposal? Evolve(RandomStream random, CancellationToken cancellation) => Mutate(random, cancellation) is { } child
        ? new Proposal(child.Network.Architecture) { Parents = [child.Parent.Number], Operator = "mutate" }
        : null;

    private sealed class Members(int capacity) : Population(capacity)
    {
        private readonly List<Member> _members = [];

        public override int Count => _members.Count;

        public override void Join(Member member)
        {
            _members.Add(member);
            if (_members.Count > Capacity)
                _members.Remove(_members.MinBy(m => m.Values[0])!);
        }

        public override Member Winner(RandomStream random) =>
            Enumerable.Range(0, Capacity).Select(_ => _members[random.NextInt(_members.Count)]).MaxBy(m => m.Values[0])!;
    }
}
