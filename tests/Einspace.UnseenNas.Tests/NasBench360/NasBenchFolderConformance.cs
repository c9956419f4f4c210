using Einspace.Sdk.Testing;
using Einspace.Sdk.Testing.Fixtures;
using Einspace.UnseenNas.NasBench360;

namespace Einspace.UnseenNas.Tests.NasBench360;

/// <summary>Tasks out of folders of ours keep what datasets promise, a kind each.</summary>
[TestFixture("satellite")]
[TestFixture("deepsea")]
[TestFixture("darcyflow")]
[TestFixture("cosmic")]
internal sealed class NasBenchFolderConformance(string name) : DatasetFixture
{
    private readonly NasBenchTask _task = NasBenchTasks.All.Single(task => task.Spec.Name == name);
    private readonly TemporaryFolder _folder = new();

    [OneTimeSetUp]
    public void WriteData() => TaskForm.Write(_folder["data"], _task.Spec, examples: 24);

    [OneTimeTearDown]
    public void DeleteData() => _folder.Dispose();

    protected override DatasetUnderTest Create() => new(new NasBenchDataset(_task), _folder["data"]);
}
