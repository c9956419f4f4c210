using Einspace.Strategies.MonteCarloTreeSearch;

namespace Einspace.Strategies.Tests;

internal sealed class DrawsTests
{
    [TestCase("aaaaaaaa", 8, Description = "one network")]
    [TestCase("abcabcde", 8, Description = "two of eight once: a quarter is let go")]
    [TestCase("abcdefghabcdefgh", 13, Description = "eight once among eight, three among thirteen")]
    [TestCase("abc", null, Description = "too few to tell")]
    [TestCase("abcdefghijklmnopqrstuvwx", 20, Description = "all different: the most that are asked for")]
    public void TheySufficeWhereTheyRepeatEachOther(string networks, int? expected)
    {
        Draws draws = new(most: 20);
        int? sufficed = null;
        for (int i = 0; i < networks.Length && sufficed is null; i++)
        {
            draws.Add($"{networks[i]}");
            sufficed = draws.Suffice ? i + 1 : null;
        }

        Assert.That(sufficed, Is.EqualTo(expected));
    }
}
