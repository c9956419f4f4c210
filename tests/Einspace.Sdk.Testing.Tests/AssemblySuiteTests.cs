using System.Reflection;

namespace Einspace.Sdk.Testing.Tests;

internal sealed class AssemblySuiteTests
{
    [Test]
    public void TheSdkUsesNoClockAndNoChance() => AssemblySuite.Rules.Single().Check(typeof(RandomStream).Assembly);

    [Test]
    public void AClockChanceAndFilesAreCaught()
    {
        // This assembly of tests uses all of them, here if nowhere else.
        _ = (Guid.NewGuid(), DateTime.UtcNow, string.GetHashCode("text"), new Random(1), File.Exists("none"));

        Breach.AssertCaught(
            AssemblySuite.Rules,
            "no-clock-no-chance",
            Assembly.GetExecutingAssembly(),
            "System.DateTime.get_UtcNow, System.Guid.NewGuid, System.IO.Directory, System.IO.File, System.Random, System.String.GetHashCode, System.Threading.Thread.Sleep");
    }
}
