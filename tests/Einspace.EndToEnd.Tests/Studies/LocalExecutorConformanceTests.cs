using Einspace.Host.Plugins;
using Einspace.Host.Workers;
using Einspace.Sdk.Testing;
using Einspace.Sdk.Testing.Fixtures;

namespace Einspace.EndToEnd.Tests.Studies;

/// <summary>Real workers keep every promise of executors.</summary>
[Category("Slow")]
internal sealed class LocalExecutorConformanceTests : ExecutorFixture
{
    private readonly string _logs = Folders.Temporary();

    [OneTimeTearDown]
    public void DeleteLogs() => Directory.Delete(_logs, recursive: true);

    protected override ExecutorUnderTest Create()
    {
        string folder = Folders.Fixture("ExecutorProbe");
        PluginManifest probe = PluginAdmission.Admit(PluginSource.Named(folder));
        WorkerProgram program = new("dotnet", [Path.Combine(Folders.Artifacts, "app", "einspace.dll"), "worker"]);
        return new ExecutorUnderTest(slots => new LocalExecutor(
            new LocalExecutorSettings(program, slots, Threads: 1, [new PinnedPlugin(probe.Id, folder, probe.Sha256)], _logs)))
        {
            RunsElsewhere = true,
        };
    }
}
