using System.Reflection;
using Einspace.Sdk.Search;
using Einspace.Sdk.Testing;
using Einspace.Sdk.Testing.Fixtures;

namespace Company_Plugin.Tests;

/// <summary>Holds the pruner to what the contract promises.</summary>
// Without a word of NUnit's own in it, NUnit's adapter would not look into this assembly.
[TestFixture]
internal sealed class ConformanceTests : PrunerFixture
{
    protected override IPruner Create(PrunerContext context) => new MedianStop(new MedianStopOptions { StartupTrials = 2 }, context);
}

/// <summary>No clock, no randomness of its own, no console, no files.</summary>
internal sealed class AssemblyTests : AssemblyFixture
{
    protected override Assembly Subject => typeof(MedianStop).Assembly;
}

/// <summary>A host takes the plugin, keeps it apart from others, and can let it go.</summary>
internal sealed class PluginTests : PluginFixture
{
    protected override PluginUnderTest Create() => new(typeof(MedianStop).Assembly.Location);
}
