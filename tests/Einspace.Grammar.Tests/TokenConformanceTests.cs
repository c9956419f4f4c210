using Einspace.Sdk.Graphs;
using Einspace.Sdk.Testing.Fixtures;

namespace Einspace.Grammar.Tests;

/// <summary>The einspace grammar for tokens keeps what every grammar promises.</summary>
internal sealed class TokenConformanceTests : GrammarFixture
{
    protected override Sdk.Grammars.Grammar Create() => Spaces.Corrected(new TensorShape(16, 32));
}
