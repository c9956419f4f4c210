using System.Reflection;
using Einspace.Pruners.Median;
using Einspace.Sdk.Testing.Fixtures;

namespace Einspace.Pruners.Tests;

[TestFixture]
internal sealed class AssemblyTests : AssemblyFixture
{
    protected override Assembly Subject => typeof(MedianOptions).Assembly;
}
