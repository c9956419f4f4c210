using Einspace.Sdk.Testing.Fixtures;

namespace Einspace.Grammar.Tests;

/// <summary>The einspace grammar for images keeps what every grammar promises.</summary>
internal sealed class ImageConformanceTests : GrammarFixture
{
    protected override Sdk.Grammars.Grammar Create() => Spaces.Corrected(Spaces.Image);
}
