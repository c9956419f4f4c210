using Einspace.Sdk.Plugins;

namespace Einspace.Sdk.Tests.Plugins;

internal sealed class NearestNameTests
{
    [TestCase("populaton", "population")]
    [TestCase("POPULATION", "population")]
    [TestCase("tournamnet", "tournament")]
    [TestCase("regularized", "regularized-evolution")]
    [TestCase("mtcs", "mcts")]
    [TestCase("x", null)]
    [TestCase("learning-rate", null)]
    [TestCase("", null)]
    public void The_nearest_name_is_found_or_none(string name, string? nearest) =>
        Assert.That(NearestName.Of(name, ["population", "tournament", "mcts", "regularized-evolution"]), Is.EqualTo(nearest));
}
