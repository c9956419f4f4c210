using Einspace.Sdk.Testing;
using Einspace.Sdk.Testing.Fixtures;

namespace Company_Plugin.Tests;

/// <summary>Holds the dataset to what the contract promises.</summary>
// Without a word of NUnit's own in it, NUnit's adapter would not look into this assembly.
[TestFixture]
internal sealed class ConformanceTests : DatasetFixture
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("stripes-");

    [OneTimeTearDown]
    public void DeleteFolder() => _folder.Delete(recursive: true);

    protected override DatasetUnderTest Create() =>
        new(new Stripes(new StripesOptions { Train = 120, Validation = 60, Test = 60 }), _folder.FullName);
}

/// <summary>A host takes the plugin, keeps it apart from others, and can let it go.</summary>
internal sealed class PluginTests : PluginFixture
{
    protected override PluginUnderTest Create() => new(typeof(Stripes).Assembly.Location);
}
