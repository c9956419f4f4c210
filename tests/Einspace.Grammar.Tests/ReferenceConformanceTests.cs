using Einspace.Sdk.Testing.Fixtures;

namespace Einspace.Grammar.Tests;

/// <summary>The grammar with the reference's quirks keeps what every grammar promises.</summary>
internal sealed class ReferenceConformanceTests : GrammarFixture
{
    protected override Sdk.Grammars.Grammar Create() => Spaces.Reference(Spaces.Image, depthLimit: 30);
}
