using Einspace.Sdk.Graphs;
using Einspace.Sdk.Testing.Fixtures;

namespace Einspace.Grammar.Tests;

/// <summary>
/// The corrected law. The reference's is no subject: its concatenations record other shapes than they have (SPEC Q2), so that what
/// it samples need not lower.
/// </summary>
[TestFixture(3, 28, 28)]
[TestFixture(3, 64, 64)]
[TestFixture(12, 8, 8)]
internal sealed class ConformanceTests(long channels, long height, long width) : GrammarFixture
{
    protected override Sdk.Grammars.Grammar Create() => Spaces.Corrected(new TensorShape(channels, height, width));
}

[TestFixture]
internal sealed class TokensConformanceTests : GrammarFixture
{
    protected override Sdk.Grammars.Grammar Create() => Spaces.Corrected(new TensorShape(16, 32));
}

[TestFixture]
internal sealed class GrammarAssembly : AssemblyFixture
{
    protected override System.Reflection.Assembly Subject => typeof(EinspaceFactory).Assembly;
}
