using System.Globalization;
using Acme.Search;
using Einspace.Sdk;
using Einspace.Sdk.Data;
using Einspace.Sdk.Grammars;
using Einspace.Sdk.Graphs;
using Einspace.Sdk.Search;
using Einspace.Sdk.Testing;
using Einspace.Sdk.Testing.Fixtures;
using NUnit.Framework;

namespace Einspace.Documentation.Tests;

// The examples of docs/plugins keep what their pages promise.
internal sealed class TabuSearchTests : StrategyFixture
{
    protected override ISearchStrategy Create(StrategyContext context) => new TabuSearch(new TabuSearchOptions { Neighbours = 3, Tenure = 5 }, context);
}

internal sealed class GenerationsTests : StrategyFixture
{
    protected override ISearchStrategy Create(StrategyContext context) => new Generations(context);
}

internal sealed class ChainsTests : GrammarFixture
{
    protected override Grammar Create() =>
        Chains.Declare(new TaskSpec("images", new TensorShape(3, 28, 28), InputMode.Image, classes: 10));
}

internal sealed class ThriftTests : EvaluatorFixture
{
    protected override EvaluatorUnderTest Create() => new(new ThriftFactory());
}

internal sealed class LaggardsTests : PrunerFixture
{
    protected override IPruner Create(PrunerContext context) => new Laggards(new LaggardsOptions(), context);
}

internal sealed class TaskExecutorTests : ExecutorFixture
{
    protected override ExecutorUnderTest Create() => new(slots => new TaskExecutor(slots, () => new ProbeEvaluator()));
}

internal sealed class CsvImagesTests : DatasetFixture
{
    private const int Examples = 40;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("csv-images-");

    [OneTimeSetUp]
    public void Draw()
    {
        RandomStream random = RandomStream.Derive(0, "csv-images");
        foreach (string file in (string[])["train.csv", "valid.csv", "test.csv"])
        {
            IEnumerable<string> lines = Enumerable.Range(0, Examples).Select(i => string.Join(
                ',', Enumerable.Range(0, 64).Select(_ => random.NextDouble().ToString("F4", CultureInfo.InvariantCulture)).Prepend($"{i % 10}")));
            File.WriteAllLines(Path.Combine(_folder.FullName, file), lines.Prepend($"{Examples}"));
        }
    }

    [OneTimeTearDown]
    public void DeleteFolder() => _folder.Delete(recursive: true);

    protected override DatasetUnderTest Create() => new(new CsvImages(), _folder.FullName);
}
