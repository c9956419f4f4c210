using System.Globalization;
using System.Text;
using Einspace.Sdk.Testing;
using Einspace.Sdk.Testing.Fixtures;
using Einspace.Synthetic;
using Einspace.Tabular;

namespace Einspace.Strategies.Tests;

/// <summary>The evaluator <c>synthetic</c> keeps every promise of the contract.</summary>
internal sealed class SyntheticConformance : EvaluatorFixture
{
    protected override EvaluatorUnderTest Create() => new(new SyntheticEvaluatorFactory());
}

/// <summary>So does a landscape where some networks fail and scores are noisy.</summary>
internal sealed class HarshSyntheticConformance : EvaluatorFixture
{
    protected override EvaluatorUnderTest Create() =>
        new(new SyntheticEvaluatorFactory()) { Options = new SyntheticOptions { Preset = LandscapePreset.Harsh, Seed = 4 } };
}

/// <summary>The evaluator <c>tabular</c> keeps every promise of the contract.</summary>
internal sealed class TabularConformance : EvaluatorFixture
{
    private string _table = "";

    [OneTimeSetUp]
    public void WriteTable()
    {
        _table = Path.GetTempFileName();
        StringBuilder table = new("graph,architecture,seed,parameters,multiply-adds,activation-memory,seconds,validation,test,failure\n");
        foreach ((int i, string hash) in ToyGrammar.Networks.Skip(1).Select(network => network.Hash).Index())
            table.Append(CultureInfo.InvariantCulture, $"{hash},,0,1,2,3,0.1,0.{i}1 0.{i}2 0.{i}3,0.5,\n");
        File.WriteAllText(_table, table.ToString());
    }

    [OneTimeTearDown]
    public void RemoveTable() => File.Delete(_table);

    protected override EvaluatorUnderTest Create() => new(new TabularEvaluatorFactory())
    {
        Options = new TabularOptions { Table = _table },
        Networks = ToyGrammar.Networks[1..],
        Unscorable = [ToyGrammar.Networks[0]],
    };
}
