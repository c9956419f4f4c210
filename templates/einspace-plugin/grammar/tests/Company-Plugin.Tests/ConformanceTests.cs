using System.Reflection;
using Einspace.Sdk.Data;
using Einspace.Sdk.Graphs;
using Einspace.Sdk.Testing;
using Einspace.Sdk.Testing.Fixtures;

namespace Company_Plugin.Tests;

/// <summary>Holds the grammar to what the contract promises.</summary>
// Without a word of NUnit's own in it, NUnit's adapter would not look into this assembly.
[TestFixture]
internal sealed class ConformanceTests : GrammarFixture
{
    protected override global::Einspace.Sdk.Grammars.Grammar Create() => Layers.Declare(
        new LayersOptions(), new TaskSpec("images", new TensorShape(3, 28, 28), InputMode.Image, classes: 10));
}

/// <summary>No clock, no randomness of its own, no console, no files.</summary>
internal sealed class AssemblyTests : AssemblyFixture
{
    protected override Assembly Subject => typeof(Layers).Assembly;
}

/// <summary>A host takes the plugin, keeps it apart from others, and can let it go.</summary>
internal sealed class PluginTests : PluginFixture
{
    protected override PluginUnderTest Create() => new(typeof(Layers).Assembly.Location);
}
