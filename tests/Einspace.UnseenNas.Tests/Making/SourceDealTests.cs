using Einspace.UnseenNas.Folders;
using Einspace.UnseenNas.Making;

namespace Einspace.UnseenNas.Tests.Making;

internal sealed class SourceDealTests
{
    [Test]
    public void Everything_is_dealt_once_and_no_share_is_too_small()
    {
        RandomStream random = RandomStream.Derive(0, "test");
        for (int i = 0; i < 500; i++)
            Check(random.NextInt(200), new(1 + random.NextInt(99), 1 + random.NextInt(99), 1 + random.NextInt(99)), 1 + random.NextInt(8), random.NextInt(2) == 1, random);
    }

    [Test]
    public void Shares_are_in_proportion_to_the_splits_sizes()
    {
        int[] all = [.. Enumerable.Range(0, 1_000)];
        Assert.That(Sizes(SplitRule.Official), Is.EqualTo(new[] { 800, 800, 200 }));
        Assert.That(Sizes(SplitRule.SourceDisjoint), Is.EqualTo(new[] { 700, 100, 200 }));

        int[] Sizes(SplitRule rule)
        {
            Dictionary<DataSplit, int[]> dealt = new SourceDeal(rule, new(70, 10, 20)).Deal<int>(all, FolderSplit.All, 1, RandomStream.Derive(0, "test"))!;
            return [.. FolderSplit.All.Select(split => dealt[split].Length)];
        }
    }

    [Test]
    public void One_share_is_left_as_it_is()
    {
        RandomStream random = RandomStream.Derive(0, "test");
        RandomState before = random.State;
        Assert.That(
            new SourceDeal(SplitRule.Official, new(1, 1, 1)).Deal<int>([3, 1, 2], [DataSplit.Train, DataSplit.Validation], 1, random)![DataSplit.Validation],
            Is.EqualTo(new[] { 3, 1, 2 }));
        Assert.That(random.State, Is.EqualTo(before));
    }

    private static void Check(int things, SplitSizes sizes, int least, bool disjoint, RandomStream random)
    {
        int[] all = [.. Enumerable.Range(0, things)];
        SourceDeal deal = new(disjoint ? SplitRule.SourceDisjoint : SplitRule.Official, sizes);
        Dictionary<DataSplit, int[]>? dealt = deal.Deal<int>(all, FolderSplit.All, least, random);
        int shares = disjoint ? 3 : 2;
        Assert.That(deal.Shares(FolderSplit.All), Is.EqualTo(shares));
        if (things < least * shares)
        {
            Assert.That(dealt, Is.Null);
            return;
        }

        Assert.That(dealt!.Keys, Is.EquivalentTo(FolderSplit.All));
        Assert.That(dealt.Values.Distinct().SelectMany(share => share), Is.EquivalentTo(all));
        Assert.That(dealt.Values, Is.All.Length.GreaterThanOrEqualTo(least));
        Assert.That(ReferenceEquals(dealt[DataSplit.Train], dealt[DataSplit.Validation]), Is.Not.EqualTo(disjoint));
    }
}
