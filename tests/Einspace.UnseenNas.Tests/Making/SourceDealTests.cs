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
    public void What_gives_many_examples_is_dealt_to_the_split_that_lacks_most()
    {
        Dictionary<DataSplit, int[]> dealt = new() { [DataSplit.Train] = [1, 2, 3, 4], [DataSplit.Validation] = [5, 6], [DataSplit.Test] = [7] };
        Dictionary<DataSplit, int[]> anew = SourceDeal.ByExamples(dealt, thing => thing, split => split == DataSplit.Train ? 18 : 5);
        Assert.That(anew[DataSplit.Train], Is.EqualTo(new[] { 7, 6, 5 }));
        Assert.That(anew[DataSplit.Validation], Is.EqualTo(new[] { 4, 1 }));
        Assert.That(anew[DataSplit.Test], Is.EqualTo(new[] { 3, 2 }));
    }

    [Test]
    public void Shares_of_classes_make_up_the_splits()
    {
        RandomStream random = RandomStream.Derive(0, "test");
        for (int i = 0; i < 200; i++)
        {
            SplitSizes sizes = new(1 + random.NextInt(99), 1 + random.NextInt(99), 1 + random.NextInt(99));
            int[] examples = [.. Enumerable.Range(0, 1 + random.NextInt(9)).Select(_ => 1 + random.NextInt(1_000))];
            ClassShares equal = ClassShares.Equal(sizes, examples.Length), proportional = ClassShares.Proportional(sizes, examples);
            foreach (DataSplit split in FolderSplit.All)
            {
                int[] same = [.. examples.Select((_, label) => equal[split, label])], own = [.. examples.Select((_, label) => proportional[split, label])];
                Assert.That((same.Sum(), own.Sum()), Is.EqualTo((sizes[split], sizes[split])));
                Assert.That(same, Is.All.InRange(sizes[split] / examples.Length, (sizes[split] / examples.Length) + 1));
                Assert.That(own.Zip(examples, (share, count) => Math.Abs(share - ((double)sizes[split] * count / examples.Sum()))), Is.All.LessThan(1));
            }
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
