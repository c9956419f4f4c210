namespace Einspace.UnseenNas.Tests;

/// <summary>Gives the tests a cache of their own, empty at first: they neither use the user's nor fill it.</summary>
[SetUpFixture]
internal sealed class OwnCache
{
    private TemporaryFolder _folder = null!;

    [OneTimeSetUp]
    public void Give()
    {
        _folder = new();
        Environment.SetEnvironmentVariable("XDG_CACHE_HOME", _folder["cache"]);
    }

    [OneTimeTearDown]
    public void Take()
    {
        Environment.SetEnvironmentVariable("XDG_CACHE_HOME", null);
        _folder.Dispose();
    }
}
