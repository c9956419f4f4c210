using System.Reflection;
using Einspace.Sdk.Search;
using Einspace.Sdk.Testing;
using Einspace.Sdk.Testing.Fixtures;

namespace Company_Plugin.Tests;

/// <summary>Holds the strategy to what the contract promises.</summary>
// Without a word of NUnit's own in it, NUnit's adapter would not look into this assembly.
[TestFixture]
internal sealed class ConformanceTests : StrategyFixture
{
    protected override ISearchStrategy Create(StrategyContext context) => new HillClimbing(new HillClimbingOptions { Patience = 3 }, context);
}

/// <summary>No clock, no randomness of its own, no console, no files.</summary>
internal sealed class AssemblyTests : AssemblyFixture
{
    protected override Assembly Subject => typeof(HillClimbing).Assembly;
}

/// <summary>A host takes the plugin, keeps it apart from others, and can let it go.</summary>
internal sealed class PluginTests : PluginFixture
{
    protected override PluginUnderTest Create() => new(typeof(HillClimbing).Assembly.Location);
}
