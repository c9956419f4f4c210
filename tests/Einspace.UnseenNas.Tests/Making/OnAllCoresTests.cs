using Einspace.UnseenNas.Making;

namespace Einspace.UnseenNas.Tests.Making;

internal sealed class OnAllCoresTests
{
    [TestCase(0)]
    [TestCase(1)]
    [TestCase(1_000)]
    public void Results_are_in_the_order_of_the_things(int count)
    {
        // What comes first takes longest.
        int[] things = [.. Enumerable.Range(0, count)];
        IEnumerable<int> squares = OnAllCores.Select<int, int>(
            things,
            () => thing =>
            {
                Thread.SpinWait(thing % 64 == 0 ? 100_000 : 10);
                return thing * thing;
            },
            CancellationToken.None);
        Assert.That(squares, Is.EqualTo(things.Select(thing => thing * thing)));
    }

    [Test]
    public void What_is_wrong_is_thrown_as_it_is()
    {
        int[] things = [.. Enumerable.Range(0, 100)];
        Assert.That(
            () => OnAllCores.Select<int, int>(things, () => thing => thing == 70 ? throw new InputException("the seventieth is torn") : thing, CancellationToken.None).ToList(),
            Throws.InstanceOf<InputException>().With.Message.EqualTo("the seventieth is torn"));

        // The first of several that are wrong, though the others are found sooner.
        Assert.That(
            () => OnAllCores.Select<int, int>(things, () => Torn, CancellationToken.None).ToList(),
            Throws.InstanceOf<InputException>().With.Message.EqualTo("3 is torn"));
        static int Torn(int thing)
        {
            Thread.Sleep(thing == 3 ? 50 : 1);
            return thing % 5 == 3 ? throw new InputException($"{thing} is torn") : thing;
        }

        using CancellationTokenSource stopped = new();
        stopped.Cancel();
        Assert.That(() => OnAllCores.Select<int, int>(things, () => thing => thing, stopped.Token).ToList(), Throws.InstanceOf<OperationCanceledException>());
    }
}
