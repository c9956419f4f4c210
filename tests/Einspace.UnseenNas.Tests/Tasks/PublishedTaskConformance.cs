using Einspace.Sdk.Testing;
using Einspace.Sdk.Testing.Fixtures;
using Einspace.UnseenNas.Folders;
using Einspace.UnseenNas.Tasks;

namespace Einspace.UnseenNas.Tests.Tasks;

/// <summary>Every published task keeps what datasets promise, on a small folder.</summary>
[TestFixture("addnist")]
[TestFixture("language")]
[TestFixture("multnist")]
[TestFixture("cifartile")]
[TestFixture("gutenberg")]
[TestFixture("isabella")]
[TestFixture("geoclassing")]
[TestFixture("chesseract")]
internal sealed class PublishedTaskConformance(string name) : DatasetFixture
{
    private readonly PublishedTask _task = PublishedTasks.All.Single(task => task.Name == name);
    private readonly TemporaryFolder _folder = new();

    [OneTimeSetUp]
    public void WriteData() => PublishedFolder.Write(_folder["data"], _task);

    [OneTimeTearDown]
    public void DeleteData() => _folder.Dispose();

    protected override DatasetUnderTest Create() => new(new FolderDataset(_task), _folder["data"]);
}
