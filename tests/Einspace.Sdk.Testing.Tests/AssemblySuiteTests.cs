using System.Diagnostics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

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
        _ = (HashCode.Combine(1), Environment.TickCount64, RuntimeHelpers.GetHashCode("text"), Stopwatch.GetTimestamp());
        _ = RandomNumberGenerator.GetInt32(2);

        Breach.AssertCaught(
            AssemblySuite.Rules,
            "no-clock-no-chance",
            Assembly.GetExecutingAssembly(),
            "System.DateTime.get_UtcNow, System.Diagnostics.Stopwatch, System.Environment.get_TickCount64, System.Guid.NewGuid, System.HashCode, "
            + "System.IO.Directory, System.IO.DirectoryInfo, System.IO.File, System.IO.FileInfo, System.Random, System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode, "
            + "System.Security.Cryptography.RandomNumberGenerator, System.String.GetHashCode, System.Threading.Thread.Sleep");
    }
}
