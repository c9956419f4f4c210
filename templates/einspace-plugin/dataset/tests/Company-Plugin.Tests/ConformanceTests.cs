using Einspace.Sdk.Testing;
using Einspace.Sdk.Testing.Fixtures;

namespace Company_Plugin.Tests;

/// <summary>Holds the dataset to what the contract promises.</summary>
internal sealed class ConformanceTests : DatasetFixture
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("stripes-");

    [OneTimeTearDown]
    public void DeleteFolder() => _folder.Delete(recursive: true);

    protected override DatasetUnderTest Create() =>
        new(new Stripes(new StripesOptions { Train = 120, Validation = 60, Test = 60 }), _folder.FullName);
}
