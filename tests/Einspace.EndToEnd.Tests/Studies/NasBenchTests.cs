using Bogus;
using Einspace.Host.Studies.Journal;

namespace Einspace.EndToEnd.Tests.Studies;

/// <summary>Tasks of NAS-Bench-360 on small data, asked for by name and by files of the paper's own implementation.</summary>
internal sealed class NasBenchTests
{
    private readonly StudyCommand _einspace = new();

    [OneTimeTearDown]
    public void DeleteHome() => _einspace.Dispose();

    [Test]
    public void Original_files_are_checked_and_searched_by_a_file_of_the_reference()
    {
        string folder = Directory.CreateDirectory(Path.Combine(_einspace.Home, "root", "ninapro")).FullName;
        foreach ((string split, int count) in new[] { ("train", 40), ("val", 20), ("test", 20) })
        {
            Randomizer random = new(count + split[0]);
            NpyFile.Write(Path.Combine(folder, $"ninapro_{split}.npy"), "<f8", $"{count}, 52, 16", Enumerable.Range(0, count * 832).SelectMany(_ => BitConverter.GetBytes(random.Double())));
            NpyFile.Write(Path.Combine(folder, $"label_{split}.npy"), "<i8", $"{count},", Enumerable.Range(0, count).SelectMany(i => BitConverter.GetBytes(i % 18L)));
        }

        EinspaceCommand.Result check = _einspace.Run("data", "check", folder, "--task", "ninapro");
        Assert.That(check.ExitCode, Is.Zero, check.Error);
        Assert.That(check.Output, Does.Contain("It holds original files of NinaPro DB5").And.Contain("40 instead of 2,638 examples for train"));

        Write("ninapro", "18", "[16, 52]", "xe", "wideresnet16_4");
        EinspaceCommand.Result search = _einspace.Run(
            "search", "--config", "their.yaml", "--data", "root", "--evaluator", "synthetic", "--trials", "2", "--set", "strategy.population=1", "--set", "strategy.tournament=1",
            "--no-final", "--study", "ninapro");
        Assert.That((search.ExitCode, search.Error), Is.EqualTo((0, "")));
        Assert.That(search.Output, Does.Contain("dataset (their.yaml, line 2, column 10): the reference resizes the arrays of 52×16"));
        Assert.That(_einspace.State("ninapro").FinishedCount, Is.EqualTo(2));

        File.Delete(Path.Combine(folder, "label_val.npy"));
        Assert.That(_einspace.Run("data", "check", folder, "--task", "ninapro") is { ExitCode: 2 } damaged ? damaged.Error : "", Does.StartWith($"{Path.Combine(folder, "label_val.npy")} is missing: of NinaPro DB5, "));
    }

    [Test]
    public void A_pickle_is_no_data()
    {
        string folder = Directory.CreateDirectory(Path.Combine(_einspace.Home, "satellite")).FullName;
        File.WriteAllText(Path.Combine(folder, "satellite_train.npy"), "");
        EinspaceCommand.Result result = _einspace.Run("search", "--task", "satellite", "--data", folder);
        Assert.That(result.ExitCode, Is.EqualTo(2));
        Assert.That(result.Error, Does.StartWith($"{Path.Combine(folder, "satellite_train.npy")} is a Python pickle, which is a program rather than data, and is not read; docs/nas-bench-360.md "));
    }

    [Test]
    [Category("Slow")]
    public void Pictures_are_answered_by_a_file_of_the_reference()
    {
        string folder = Directory.CreateDirectory(Path.Combine(_einspace.Home, "root", "darcyflow")).FullName;
        File.WriteAllText(Path.Combine(folder, "metadata"), """{"output": "dense-regression"}""");
        foreach (string split in (string[])["train", "valid", "test"])
        {
            Randomizer random = new(split[0]);
            foreach (string part in (string[])["x", "y"])
                NpyFile.Write(Path.Combine(folder, $"{split}_{part}.npy"), "<f4", "8, 85, 85", Enumerable.Range(0, 8 * 85 * 85).SelectMany(_ => BitConverter.GetBytes(1 + random.Float())));
        }

        Write("darcyflow", "[85, 85]", "[85, 85]", "relative_l2", "None");
        EinspaceCommand.Result result = _einspace.Run(
            "search", "--config", "their.yaml", "--data", "root", "--trials", "2", "--epochs", "1", "--jobs", "1", "--set", "strategy.population=1", "--set", "strategy.tournament=1",
            "--max-parameters", "20k", "--max-multiply-adds", "20M", "--no-final", "--study", "darcyflow");
        if (result.ExitCode == 2 && result.Error.Contains("libtorch", StringComparison.Ordinal))
            Assert.Ignore($"Needs libtorch. {result.Error}");

        Assert.That(result.ExitCode, Is.Zero, result.Error);
        var opened = (JournalRecord.Opened)_einspace.Records("darcyflow")[0];
        Assert.That(opened.Objectives.Select(objective => objective.Metric), Is.EqualTo((string[])["validation-relative-l2"]));
        Assert.That((opened.Identity["evaluator.learning-rate"], opened.Identity["evaluator.weight-decay"]), Is.EqualTo(("0.004", "0.000125")), "by batches of 4");
        Assert.That(_einspace.State("darcyflow").FinishedCount, Is.EqualTo(2));
    }

    private void Write(string dataset, string classes, string imageSize, string score, string seed) => File.WriteAllText(Path.Combine(_einspace.Home, "their.yaml"), $"""
        seed: 0
        dataset: "{dataset}"
        num_classes: {classes}
        channels: 1
        image_size: {imageSize}
        input_mode: "im"
        score: "{score}"
        epochs: 25
        test_epochs: 200
        batch_size: 4
        hpo_runs: 1
        lr: 0.001
        momentum: 0.9
        weight_decay: 0.0005
        search_space_computation_module_prob: 0.32
        search_space_min_module_depth: 0
        search_space_max_module_depth: 100
        search_space_num_repeated_cells: 1
        search_strategy: "re"
        search_strategy_num_samples: 1000
        search_strategy_init_pop_size: 100
        search_strategy_sample_size: 10
        search_strategy_architecture_seed: {seed}
        """);
}
