using Bogus;
using Einspace.Host.Studies.Journal;

namespace Einspace.EndToEnd.Tests.Studies;

/// <summary>A file of the paper's own implementation, run by the command on a small task of two languages.</summary>
internal sealed class ReferenceConfigurationTests
{
    private const string Theirs = "their.yaml";

    private static readonly string Text = """
        # As the reference writes them.
        seed: 0

        dataset: "language"
        load_in_gpu: True
        num_classes: 2
        channels: 1
        image_size:
          - 24
          - 24
        input_mode: "im"

        score: "xe"
        epochs: 8
        patience: 8
        test_epochs: 64
        batch_size: 256
        hpo_runs: 1
        lr: 0.04
        momentum: 0.9
        weight_decay: 0.0003

        search_space_computation_module_prob: 0.32
        search_space_min_module_depth: 0
        search_space_max_module_depth: 100
        search_space_num_repeated_cells: 1

        search_strategy: "re"
        search_strategy_num_samples: 1000
        search_strategy_init_pop_size: 100
        search_strategy_sample_size: 10
        search_strategy_architecture_seed: "resnet18_no_maxpool"
        search_strategy_continue_search: True

        log: False
        """;

    // A study of 1,000 trials on the command's small machine; by the landscape, for its networks are large.
    private static readonly string[] TwoTrials =
    [
        "search", "--config", Theirs, "--data", "root", "--evaluator", "synthetic", "--trials", "2", "--no-final", "--max-multiply-adds", "2G", "--max-operators", "4000",
    ];

    private static readonly string[] SmallPopulation = ["--set", "strategy.population=1", "--set", "strategy.tournament=1"];

    private readonly StudyCommand _einspace = new();

    [OneTimeSetUp]
    public void MakeTask()
    {
        string lists = Path.Combine(_einspace.Home, "lists");
        Directory.CreateDirectory(lists);
        foreach (string language in (string[])["en", "xx"])
        {
            Randomizer random = new(language[0]);
            File.WriteAllLines(Path.Combine(lists, $"{language}.txt"), Enumerable.Range(0, 120).Select(_ => random.String(6, 'a', 'x')));
        }

        EinspaceCommand.Result made = _einspace.Run(
            "data", "make", "language", "--from", lists, "--out", "root/language", "--train", "40", "--valid", "10", "--test", "20",
            "--set", "maker.languages=[en, xx]", "--set", "maker.train-words=60", "--set", "maker.test-words=30");
        Assert.That(made.ExitCode, Is.Zero, made.Error);
    }

    [OneTimeTearDown]
    public void DeleteHome() => _einspace.Dispose();

    [Test]
    public void A_file_of_the_reference_runs_unchanged()
    {
        Write();
        EinspaceCommand.Result result = _einspace.Run([.. TwoTrials, .. SmallPopulation, "--study", "re"]);

        Assert.That((result.ExitCode, result.Error), Is.EqualTo((0, "")));
        Assert.That(result.Output, Does.StartWith($"{Theirs}: a configuration of the paper's own implementation, run in the profile 'reference'")
            .And.Contain("patience (their.yaml, line 15, column 11) has no effect: "));
        var identity = ((JournalRecord.Opened)_einspace.Records("re")[0]).Identity;
        Assert.That(
            (identity["task"], identity["profile"], identity["strategy"], identity["strategy.repeat-seeds"], identity["grammar.depth-limit"], identity["seed-architecture"]),
            Is.EqualTo(("language", "reference", "regularized-evolution", "true", "100", "resnet18-no-maxpool")));
        Assert.That(File.ReadAllText(_einspace.Folder("re").Configuration), Does.Contain("epochs: 8\nfinal-epochs: 64\n").And.Contain("data: root/language\n"));

        // The study is one of ours: its own file goes on with it, in the folder of its data.
        EinspaceCommand.Result more = _einspace.Run("search", "--study", "re", "--trials", "3");
        Assert.That((more.ExitCode, more.Error, _einspace.State("re").FinishedCount), Is.EqualTo((0, "", 3)));
    }

    [Test]
    public void A_study_that_is_named_goes_on_whatever_the_file_says_and_that_is_told()
    {
        const string told = "search_strategy_continue_search has no effect: --study names the folder";
        Write();
        Assert.That(_einspace.Run([.. TwoTrials, .. SmallPopulation, "--study", "named"]).Output, Does.Not.Contain(told));
        Write("continue_search: True", "continue_search: False");
        EinspaceCommand.Result result = _einspace.Run([.. TwoTrials, .. SmallPopulation, "--study", "named"]);

        Assert.That((result.ExitCode, result.Error, _einspace.State("named").FinishedCount), Is.EqualTo((0, "", 2)));
        Assert.That(result.Output, Does.Contain(told));
    }

    [TestCase("rm", "regularized-evolution", "true")]
    [TestCase("rs", "random", null)]
    public void Each_way_of_searching_is_one_of_ours(string theirs, string ours, string? frozen)
    {
        Write("search_strategy: \"re\"", $"search_strategy: \"{theirs}\"");
        EinspaceCommand.Result result = _einspace.Run([.. TwoTrials, .. frozen is null ? [] : SmallPopulation, "--study", theirs]);

        Assert.That((result.ExitCode, result.Error), Is.EqualTo((0, "")));
        var identity = ((JournalRecord.Opened)_einspace.Records(theirs)[0]).Identity;
        Assert.That((identity["strategy"], identity.GetValueOrDefault("strategy.frozen")), Is.EqualTo((ours, frozen)));
    }

    [Test]
    public void Not_to_continue_begins_a_fresh_study_each_time()
    {
        Write("continue_search: True", "continue_search: False");
        string[] outputs = [.. Enumerable.Range(0, 2).Select(_ => _einspace.Run([.. TwoTrials, .. SmallPopulation]).Output)];
        Assert.That(outputs, Has.All.Contain("2 trials of 8 epochs").And.All.Not.Contain("goes on after"));
    }

    [TestCase("num_classes: 2", "num_classes: 10", "num_classes (their.yaml, line 6, column 14): found 10, but the data have 2 classes.\n")]
    [TestCase("  - 24\n", "  - 32\n", "image_size (their.yaml, line 8, column 1): found [32, 32], but the data's images are [1,24,24] (channels, height, width); the reference would resize them, and nothing here does.\n")]
    [TestCase("dataset: \"language\"", "dataset: \"csawm\"", "dataset (their.yaml, line 4, column 10): 'csawm' cannot be loaded: ")]
    [TestCase("batch_size: 256", "batch_size: 1", "Option 'evaluator.batch-size' (batch_size in their.yaml, line 17, column 13): found '1', expected ")]
    [TestCase("_prob: 0.32", "_prob: 1.5", "Option 'grammar.computation-probability' (search_space_computation_module_prob in their.yaml, line 23, column 39): found '1.5', expected ")]
    [TestCase("sample_size: 10", "sample_size: ten", "Option 'strategy.tournament' (search_strategy_sample_size in their.yaml, line 31, column 30): found 'ten', expected ")]
    public void What_cannot_be_honoured_is_refused_by_the_references_key(string part, string instead, string sentence)
    {
        Write(part, instead);
        EinspaceCommand.Result result = _einspace.Run("search", "--config", Theirs, "--data", "root", "--study", "refused");
        Assert.That(result.ExitCode, Is.EqualTo(2), result.Output);
        Assert.That(result.Error, Does.StartWith(sentence));
        Assert.That(_einspace.Folder("refused").HasJournal, Is.False);
    }

    private void Write(string part = "seed: 0", string instead = "seed: 0")
    {
        Assert.That(Text, Does.Contain(part));
        File.WriteAllText(Path.Combine(_einspace.Home, Theirs), Text.Replace(part, instead, StringComparison.Ordinal));
    }
}
