using Einspace.Sdk.Testing;
using Einspace.Sdk.Testing.Fixtures;
using Einspace.UnseenNas.Digits;
using Einspace.UnseenNas.Folders;
using Einspace.UnseenNas.Making;
using Einspace.UnseenNas.Mnist;
using Einspace.UnseenNas.Tasks;
using Einspace.UnseenNas.Tests.Mnist;
using Einspace.UnseenNas.Triples;

namespace Einspace.UnseenNas.Tests;

[TestFixture]
internal sealed class AddNistConformance : DatasetFixture
{
    private readonly TemporaryFolder _folder = new();

    [OneTimeSetUp]
    public void MakeData()
    {
        FakeMnist.Write(_folder["mnist"], "t10k", 400);
        new DigitTaskMaker(PublishedTasks.AddNist, DigitRule.Sum).Make(
            new DatasetRecipe(_folder["mnist"], 120, 60, 60, Seed: 1), new MakerOptions(), _folder["data"], null, CancellationToken.None);
    }

    [OneTimeTearDown]
    public void DeleteData() => _folder.Dispose();

    protected override DatasetUnderTest Create() => new(new FolderDataset(PublishedTasks.AddNist), _folder["data"], Files:
        ["metadata", "train_x.npy", "train_y.npy", "valid_x.npy", "valid_y.npy", "test_x.npy", "test_y.npy"]);
}

[TestFixture]
internal sealed class DigitsConformance : DatasetFixture
{
    private readonly TemporaryFolder _folder = new();

    [OneTimeTearDown]
    public void DeleteData() => _folder.Dispose();

    protected override DatasetUnderTest Create() =>
        new(new DigitsDataset(new DigitsOptions { Train = 120, Validation = 60, Test = 60 }), _folder["data"]);
}
