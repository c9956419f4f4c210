using System.Reflection;
using Einspace.Sdk.Testing.Fixtures;

namespace Einspace.Grammar.Tests;

internal sealed class AssemblyTests : AssemblyFixture
{
    protected override Assembly Subject => typeof(EinspaceFactory).Assembly;
}
