using System.Reflection;
using Einspace.Sdk.Testing;
using Einspace.Sdk.Testing.Fixtures;

namespace Company_Plugin.Tests;

/// <summary>Holds the evaluator to what the contract promises.</summary>
// Without a word of NUnit's own in it, NUnit's adapter would not look into this assembly.
[TestFixture]
internal sealed class ConformanceTests : EvaluatorFixture
{
    protected override EvaluatorUnderTest Create() => new(new SizeEvaluatorFactory());
}

/// <summary>No clock, no randomness of its own, no console, no files; drop this for an evaluator that trains and needs them.</summary>
internal sealed class AssemblyTests : AssemblyFixture
{
    protected override Assembly Subject => typeof(SizeEvaluator).Assembly;
}

/// <summary>A host takes the plugin, keeps it apart from others, and can let it go.</summary>
internal sealed class PluginTests : PluginFixture
{
    protected override PluginUnderTest Create() => new(typeof(SizeEvaluator).Assembly.Location);
}
