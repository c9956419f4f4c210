namespace Einspace.Templates.Tests;

/// <summary>Clears the workshop away after the last test.</summary>
[SetUpFixture]
internal sealed class WorkshopLifetime
{
    [OneTimeTearDown]
    public void Close() => Workshop.Close();
}
