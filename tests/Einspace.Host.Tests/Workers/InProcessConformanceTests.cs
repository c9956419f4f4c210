using Einspace.Host.Workers;
using Einspace.Sdk.Testing;
using Einspace.Sdk.Testing.Fixtures;

namespace Einspace.Host.Tests.Workers;

/// <summary>Evaluations in this process keep every promise of executors.</summary>
internal sealed class InProcessConformanceTests : ExecutorFixture
{
    protected override ExecutorUnderTest Create() => new(slots => new InProcessExecutor(slots, () => new ProbeEvaluator(), TextWriter.Null));
}
