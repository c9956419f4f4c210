using System.Reflection;
using Einspace.Sdk.Testing.Fixtures;
using Einspace.Strategies.RandomSearch;
using Einspace.Synthetic;

namespace Einspace.Strategies.Tests;

[TestFixture]
internal sealed class StrategiesAssembly : AssemblyFixture
{
    protected override Assembly Subject => typeof(RandomSearchFactory).Assembly;
}

[TestFixture]
internal sealed class SyntheticAssembly : AssemblyFixture
{
    protected override Assembly Subject => typeof(SyntheticEvaluatorFactory).Assembly;
}
