using System.Reflection;
using Einspace.Sdk.Testing.Fixtures;
using Einspace.Strategies.RandomSearch;

namespace Einspace.Strategies.Tests;

[TestFixture]
internal sealed class StrategiesAssembly : AssemblyFixture
{
    protected override Assembly Subject => typeof(RandomSearchFactory).Assembly;
}
