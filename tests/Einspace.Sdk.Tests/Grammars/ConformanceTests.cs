using Einspace.Sdk.Grammars;
using Einspace.Sdk.Testing.Fixtures;

namespace Einspace.Sdk.Tests.Grammars;

/// <summary>The engine keeps for the tiny grammar what every grammar promises.</summary>
internal sealed class ConformanceTests : GrammarFixture
{
    protected override Grammar Create() => TinyGrammar.Build(depthLimit: 4);
}
