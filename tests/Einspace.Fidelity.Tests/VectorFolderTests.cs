using Einspace.Fidelity.Tests.Vectors;

namespace Einspace.Fidelity.Tests;

/// <summary>Every recorded case can be read, and damage is a sentence that names file and case.</summary>
[Category("Fidelity")]
internal sealed class VectorFolderTests
{
    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("vectors").FullName;

    [TearDown]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    [TestCaseSource(nameof(Seeds))]
    public void A_seed_reads(Recorded<RecordedSeed> seed) =>
        Assert.That(seed.Value.TerminalHistogram.Values.Sum(), Is.EqualTo(seed.Value.Terminals));

    [TestCaseSource(nameof(Networks))]
    public void A_network_reads(Recorded<RecordedNetwork> network) => Assert.That(
        network.Value.ParameterTensors.Sum(tensor => tensor.Sizes.Aggregate(1L, (a, b) => a * b)), Is.EqualTo(network.Value.Parameters));

    /// <summary>Fewer trees than samples where some were given up (Q5).</summary>
    [TestCaseSource(nameof(Regimes))]
    public void A_regime_reads(Recorded<RecordedRegime> regime) =>
        Assert.That(regime.Value.FirstDecisions["network"].Values.Sum(), Is.InRange(1, regime.Value.Samples));

    [TestCaseSource(nameof(Samples))]
    public void A_sample_reads(Recorded<RecordedSample> sample) =>
        Assert.That(sample.Value.Histogram?.Values.Sum() ?? sample.Value.Terminals + sample.Value.Nonterminals,
            Is.EqualTo(sample.Value.Terminals + sample.Value.Nonterminals));

    [Test]
    public void A_damaged_line_is_named_and_the_others_still_read()
    {
        const string Good = """{"seed": 7, "s": "comp(norm)", "output_shape": [256, 2, 3, 4], "input": [2, 3, 4], "params": 4, "terminals": 1, "nonterminals": 1, "cat_arity_mismatch": 0, "x": {}}""";
        File.WriteAllLines(Path.Combine(_folder, "samples.jsonl"),
            [Good, Good[..40], Good.Replace("4, \"term", "\"four\", \"term"), """{"seed": 3, "status": "error: it failed"}"""]);
        IReadOnlyList<Recorded<RecordedSample>> samples = new VectorFolder(_folder).Samples;
        Assert.That(samples, Has.Count.EqualTo(3));
        using (Assert.EnterMultipleScope())
        {
            Assert.That($"{samples[0].Value.Input}", Is.EqualTo("[2,3,4]"));
            Assert.That(() => samples[1].Value, Throws.TypeOf<DamagedVectorException>().With.Message.StartsWith("samples.jsonl, line 2: this is not JSON"));
            Assert.That(() => samples[2].Value, Throws.TypeOf<DamagedVectorException>().With.Message.EqualTo(
                "samples.jsonl, line 3, case seed 7, params: expected a whole number; found \"four\"."));
        }
    }

    [Test]
    public void A_damaged_case_is_named()
    {
        File.WriteAllText(Path.Combine(_folder, "numerics.json"), """{"cases": [{"name": "small", "s": "comp(norm)", "input_shape": [4, 0], "sgd_lr0.04_m0.9_wd3e-4": {}}]}""");
        Assert.That(
            () => new VectorFolder(_folder).Networks.Single().Value,
            Throws.TypeOf<DamagedVectorException>().With.Message.EqualTo("numerics.json, case 'small', input_shape: expected a shape; found [4, 0]."));
    }

    [Test]
    public void A_damaged_architecture_is_named()
    {
        File.WriteAllText(Path.Combine(_folder, "seeds.json"), """{"resnet": {"sexpr": "seq(comp(norm), comp(nrm))"}}""");
        Assert.That(
            () => new VectorFolder(_folder).Seeds.Single().Value,
            Throws.TypeOf<DamagedVectorException>().With.Message.StartsWith("seeds.json, seed 'resnet', sexpr: Architecture text, line 1, column 22: found 'nrm', expected identity, "));
    }

    [Test]
    public void A_file_that_is_cut_off_is_named()
    {
        File.WriteAllText(Path.Combine(_folder, "seeds.json"), """{"resnet18": {"sexpr": """);
        Assert.That(() => new VectorFolder(_folder).Seeds.Single().Value, Throws.TypeOf<DamagedVectorException>().With.Message.StartsWith("seeds.json: this is not JSON"));
    }

    [Test]
    public void A_file_that_is_not_there_skips_its_tests() => Assert.That(
        () => new VectorFolder(_folder).Regimes.Single().Value,
        Throws.TypeOf<IgnoreException>().With.Message.EqualTo($"Needs rule_freq.json, which is not in the folder '{_folder}'."));

    [Test]
    public void A_folder_that_is_not_there_fails() => Assert.That(
        () => new VectorFolder(Path.Combine(_folder, "typo")).Samples.Single().Value,
        Throws.TypeOf<DamagedVectorException>().With.Message.StartsWith($"There is no folder '{_folder}/typo', "));

    private static IEnumerable<TestCaseData> Seeds() => VectorFolder.Given.Seeds.Cases();

    private static IEnumerable<TestCaseData> Samples() => VectorFolder.Given.Samples.Cases();

    private static IEnumerable<TestCaseData> Networks() => VectorFolder.Given.Networks.Cases();

    private static IEnumerable<TestCaseData> Regimes() => VectorFolder.Given.Regimes.Cases();
}
