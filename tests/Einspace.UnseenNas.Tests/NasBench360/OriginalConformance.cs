using Einspace.Sdk.Testing;
using Einspace.Sdk.Testing.Fixtures;
using Einspace.UnseenNas.NasBench360;

namespace Einspace.UnseenNas.Tests.NasBench360;

/// <summary>Tasks out of original files keep what datasets promise.</summary>
[TestFixture("cifar100")]
[TestFixture("ninapro")]
[TestFixture("deepsea")]
[TestFixture("cosmic")]
internal sealed class OriginalConformance(string name) : DatasetFixture
{
    private readonly TemporaryFolder _folder = new();

    [OneTimeSetUp]
    public void WriteData()
    {
        Action<string> write = name switch
        {
            "cifar100" => FakeOriginals.Cifar100,
            "ninapro" => folder => FakeOriginals.NinaPro(folder),
            "deepsea" => folder => FakeOriginals.DeepSea(folder),
            _ => FakeOriginals.Cosmic,
        };
        write(_folder["data"]);
    }

    [OneTimeTearDown]
    public void DeleteData() => _folder.Dispose();

    protected override DatasetUnderTest Create() => new(new NasBenchDataset(Small(name)), _folder["data"], name == "cosmic" ? NoneOfThem : null);

    // Which pictures of Cosmic there are nobody says, so that one more or less is another task.
    private static string[] NoneOfThem => [];

    /// <summary>A task of the name, of small originals where their number is known.</summary>
    internal static NasBenchTask Small(string name)
    {
        NasBenchTask task = NasBenchTasks.All.Single(task => task.Spec.Name == name);
        return name == "cifar100" ? task with { Originals = new Cifar100Files(FakeOriginals.CifarTrain, FakeOriginals.CifarTest) } : task;
    }
}
