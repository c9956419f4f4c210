using System.Text.Json;
using Einspace.Host.Studies.Journal;

namespace Einspace.EndToEnd.Tests.Studies;

internal sealed class SearchTests
{
    private readonly StudyCommand _einspace = new();

    [OneTimeTearDown]
    public void DeleteHome() => _einspace.Dispose();

    [Test]
    public void A_search_ends_with_the_best_networks_the_test_score_and_the_folder()
    {
        EinspaceCommand.Result result = _einspace.Search("--trials", "8", "--study", "plain");

        Assert.That((result.ExitCode, result.Error), Is.EqualTo((0, "")));
        Assert.That(result.Output, Does.Contain("The best by validation accuracy:").And.Contain("  1. 0.").And.Contain("test accuracy 0.").And.Contain("einspace show plain"));
        JsonElement shown = _einspace.Show("plain");
        Assert.That(shown.GetProperty("trials").GetArrayLength(), Is.EqualTo(8));
        Assert.That(shown.GetProperty("trials")[3].GetProperty("metrics").GetProperty("validation-accuracy").GetDouble(), Is.GreaterThan(0));
        Assert.That(shown.GetProperty("final").GetProperty("metrics").GetProperty("test-accuracy").GetDouble(), Is.GreaterThan(0));

        string text = _einspace.Run("best", "plain").Output;
        Assert.That(text.Trim(), Is.EqualTo(shown.GetProperty("trials")[shown.GetProperty("best").GetInt32()].GetProperty("architecture").GetString()));
        Assert.That(_einspace.Run("best", "plain", "--format", "yaml").Output, Does.Contain("validation-accuracy:"));
        Assert.That(_einspace.Run("best", "plain", "--format", "dot").Output, Does.StartWith("digraph"));
        Assert.That(_einspace.Run("show", "plain").Output, Does.Contain("The best by validation accuracy:")
            .And.EndsWith("The study plain has ended: 8 of 8 trials finished.\n"));
    }

    [Test]
    public void A_search_tells_how_its_trials_were_made_and_warns_where_the_population_hardly_turned_over()
    {
        string[] evolution = ["--strategy", "regularized-evolution", "--set", "strategy.population=3", "--set", "strategy.crossover=0.5", "--no-final"];
        EinspaceCommand.Result few = _einspace.Search(["--trials", "8", "--study", "few", .. evolution]);
        Assert.That((few.ExitCode, few.Error), Is.EqualTo((0, "")));
        Assert.That(few.Output, Does.Contain("5 of 8 proposed trials were made from others: 3 by sample; ")
            .And.Contain("turned the population of 3 over 1.7 times only; below 5 times"));
        EinspaceCommand.Result none = _einspace.Search(["--trials", "2", "--study", "none", "--strategy", "surrogate-evolution", "--no-final"]);
        Assert.That(none.Output, Does.Contain("turned the population of 2 over 0.0 times only").And.Not.Contain("made from others:"));
        EinspaceCommand.Result frozen = _einspace.Search(["--trials", "8", "--study", "frozen", .. evolution, "--set", "strategy.frozen=true"]);
        Assert.That(frozen.Output, Does.Contain("5 of 8 proposed trials were made from others").And.Not.Contain("times only"));

        EinspaceCommand.Result enough = _einspace.Search(["--trials", "24", "--study", "enough", .. evolution]);
        Assert.That(enough.Output, Does.Contain("21 of 24 proposed trials were made from others").And.Not.Contain("times only"));
        JsonElement shown = _einspace.Show("enough");
        var operators = shown.GetProperty("operators").EnumerateArray().ToDictionary(o => o.GetProperty("operator").GetString()!);
        Assert.That(operators.Keys, Is.EquivalentTo(new[] { "sample", "mutate", "cross" }));
        Assert.That(operators["cross"].GetProperty("tries").GetDouble(), Is.GreaterThanOrEqualTo(1));
        Assert.That(
            shown.GetProperty("trials").EnumerateArray().Where(t => t.GetProperty("operator").GetString() == "cross").Select(t => t.GetProperty("parents").GetArrayLength()),
            Is.All.EqualTo(2));
        Assert.That(_einspace.Run("show", "enough").Output, Does.Contain("21 of 24 proposed trials were made from others"));
    }

    [Test]
    public void Networks_are_trained_with_several_seeds_and_the_best_again_before_one_is_chosen()
    {
        string[] options = ["--trials", "6", "--study", "seeds-of-training", "--set", "evaluator.noise=0.3", "--replicates", "2", "--reevaluate-top", "3"];
        EinspaceCommand.Result result = _einspace.Search(options);

        Assert.That((result.ExitCode, result.Error), Is.EqualTo((0, "")));
        Assert.That(result.Output, Does.Contain("Trained again with other seeds, 3 trials have in all trainings:").And.Contain(", chosen"));
        JsonElement shown = _einspace.Show("seeds-of-training");
        JsonElement chosen = shown.GetProperty("trials")[shown.GetProperty("chosen").GetInt32()];
        Assert.That((chosen.GetProperty("trainings").GetArrayLength(), chosen.GetProperty("reevaluations").GetArrayLength()), Is.EqualTo((1, 2)));
        Assert.That(shown.GetProperty("final").GetProperty("trial").GetInt32(), Is.EqualTo(chosen.GetProperty("number").GetInt32()));
        Assert.That(_einspace.Run("best", "seeds-of-training").Output.Trim(), Is.EqualTo(chosen.GetProperty("architecture").GetString()));
        Assert.That(_einspace.Search(options).Output, Does.Not.Contain("goes on"), "nothing is left to do");
    }

    [Test]
    public void Replicates_are_refused_with_a_pruner()
    {
        EinspaceCommand.Result result = _einspace.Search("--trials", "8", "--study", "pruned-replicates", "--pruner", "median", "--replicates", "2");
        Assert.That((result.ExitCode, result.Error), Is.EqualTo((2, "--replicates is 2, expected none with a pruner: pruners judge one training of a network.\n")));
    }

    [Test]
    public void What_a_strategy_drew_again_is_told_by_derivation_and_by_network()
    {
        EinspaceCommand.Result result = _einspace.Search("--strategy", "random", "--set", "grammar.depth-limit=1", "--trials", "60", "--study", "drawn", "--no-final");
        Assert.That((result.ExitCode, result.Error), Is.EqualTo((0, "")));
        JsonElement shown = _einspace.Show("drawn").GetProperty("operators")[0];
        (int derivations, int networks) = (shown.GetProperty("repeatedDerivations").GetInt32(), shown.GetProperty("repeatedNetworks").GetInt32());
        string line = $@"\n{derivations + networks} draws passed over: {derivations} derivations? that had been proposed before, and {networks} networks? that had been, by another derivation\.\n";

        Assert.That(derivations + networks, Is.GreaterThan(1));
        Assert.That(result.Output, Does.Match(line));
        Assert.That(_einspace.Run("show", "drawn").Output, Does.Match(line));
    }

    [Test]
    public void Trials_that_repeat_earlier_ones_are_told_by_derivation_and_by_network()
    {
        EinspaceCommand.Result result = _einspace.Search(
            "--strategy", "random", "--set", "strategy.repeats=true", "--set", "grammar.depth-limit=1", "--trials", "60", "--study", "repeated", "--no-final");
        Assert.That((result.ExitCode, result.Error), Is.EqualTo((0, "")));
        JsonElement[] trials = [.. _einspace.Show("repeated").GetProperty("trials").EnumerateArray()];
        int architectures = trials.DistinctBy(trial => trial.GetProperty("architecture").GetString()).Count();
        int networks = trials.DistinctBy(trial => trial.GetProperty("graphHash").GetString()).Count();

        Assert.That(Math.Min(60 - architectures, architectures - networks), Is.GreaterThan(0));
        Assert.That(result.Output, Does.Match(
            $@"\n{60 - networks} of 60 proposed trials repeat earlier ones without being made from them: {60 - architectures} derivations? that had been proposed before, and {architectures - networks} networks? that had been, by another derivation\.\n"));
        Assert.That(result.Output, Does.Not.Contain("passed over"));
    }

    [Test]
    public void A_walk_has_no_population_to_turn_over()
    {
        EinspaceCommand.Result result = _einspace.Search("--strategy", "local-search", "--trials", "6", "--study", "walk", "--no-final");
        Assert.That((result.ExitCode, result.Error), Is.EqualTo((0, "")));
        Assert.That(result.Output, Does.Contain("of 6 proposed trials were made from others").And.Not.Contain("turned the population over"));
    }

    [Test]
    public void A_population_that_cannot_turn_over_is_refused_before_the_first_trial()
    {
        EinspaceCommand.Result result = _einspace.Search("--trials", "8", "--study", "large", "--strategy", "regularized-evolution", "--set", "strategy.population=5");
        Assert.That((result.ExitCode, result.Error), Is.EqualTo((2, "strategy.population is 5, expected at most 4, half of the study's 8 trials: a larger one cannot turn over once.\n")));
        Assert.That(_einspace.Folder("large").HasJournal, Is.False);
    }

    [Test]
    public void A_study_file_gives_what_the_options_would_and_the_options_win()
    {
        File.WriteAllText(Path.Combine(_einspace.Home, "file.yaml"), """
            task:
              train: 60
              validation: 20
              test: 20
            strategy:
              name: random
              tries: 33
            evaluator: synthetic
            trials: 100
            max-parameters: 1.5M
            max-activation-memory: 64MiB
            no-final: true
            """);
        EinspaceCommand.Result result = _einspace.Run("search", "--config", "file.yaml", "--study", "file", "--trials", "3", "--set", "strategy.tries=44");

        Assert.That((result.ExitCode, result.Error), Is.EqualTo((0, "")));
        var identity = ((JournalRecord.Opened)_einspace.Records("file")[0]).Identity;
        Assert.That((identity["strategy"], identity["strategy.tries"], identity["max-parameters"], identity["max-activation-memory"]),
            Is.EqualTo(("random", "44", "1500000", "64MiB")));
        Assert.That(_einspace.State("file").FinishedCount, Is.EqualTo(3));

        // What --set says is meant for the part that the command line names, not for the file's.
        _einspace.Run("search", "--config", "file.yaml", "--trials", "3", "--study", "other", "--strategy", "regularized-evolution", "--set", "strategy.population=1");
        Assert.That(((JournalRecord.Opened)_einspace.Records("other")[0]).Identity["strategy.population"], Is.EqualTo("1"));

        // The study's own file is such a file: it begins the same study elsewhere.
        _einspace.Run("search", "--config", "file/study.yaml", "--study", "copy");
        Assert.That(CanonicalJournal.Difference(_einspace.Records("file"), _einspace.Records("copy")), Is.Null);
    }

    [Test]
    public void A_profile_is_recorded_with_every_value_that_it_gave()
    {
        EinspaceCommand.Result result = _einspace.Search(
            "--profile", "reference", "--study", "profile", "--trials", "3", "--no-final", "--max-multiply-adds", "20M", "--max-activation-memory", "1MB", "--set", "strategy.population=1");

        Assert.That((result.ExitCode, result.Error), Is.EqualTo((0, "")));
        var identity = ((JournalRecord.Opened)_einspace.Records("profile")[0]).Identity;
        Assert.That(
            (identity["profile"], identity["strategy.repeat-tries"], identity["max-operators"], identity["max-multiply-adds"], identity["max-parameters"]),
            Is.EqualTo(("reference", "1", "1000000", "20000000", "1000000")));

        _einspace.Run("search", "--config", "profile/study.yaml", "--study", "profile-copy");
        Assert.That(CanonicalJournal.Difference(_einspace.Records("profile"), _einspace.Records("profile-copy")), Is.Null);
        Assert.That(_einspace.Run("describe", "regularized-evolution").Output, Does.Contain("default 20; 1 in the profile reference"));
    }

    [Test]
    public void A_search_starts_from_seed_architectures_by_name_and_by_text()
    {
        const string Text = "seq(comp(norm), comp(linear(64)))";
        EinspaceCommand.Result result = _einspace.Search(
            "--study", "seeds", "--trials", "3", "--no-final", "--max-multiply-adds", "none", "--max-activation-memory", "none",
            "--set", "strategy.population=1", "--seed-architecture", "resnet10", Text);

        Assert.That((result.ExitCode, result.Error), Is.EqualTo((0, "")));
        string[] started = [.. _einspace.Records("seeds").OfType<JournalRecord.Proposed>().Where(p => p.Operator == "seed").Select(p => p.Architecture)];
        Assert.That(started, Has.Length.GreaterThanOrEqualTo(2));
        Assert.That(started[0], Is.EqualTo(_einspace.Run("convert", "--from", "reference", _einspace.Run("convert", "--to", "reference", started[0]).Output.Trim()).Output.Trim()).And.Contain("max-pool(3, 2, 1)"));
        Assert.That(started[1], Is.EqualTo(Text));
    }

    [TestCase("rs", "random", "1000", 20)]
    [TestCase("re-scratch", "regularized-evolution", "1000", 20)]
    [TestCase("re-rn18", "regularized-evolution", "600", 20)]
    [TestCase("re-mix", "regularized-evolution", "600", 20)]
    [TestCase("random-mutation", "regularized-evolution", "1000", 20)]
    public void The_papers_experiments_are_files_that_scale_down(string name, string strategy, string trials, int scaled)
    {
        string file = Path.Combine(Folders.Checkout, "studies", "paper", $"{name}.yaml");
        Assert.That(File.ReadAllText(file), Does.Contain($"trials: {trials}\n").And.Contain("final-epochs: 64\n"));

        // Of the embedded task, by the landscape, with limits that keep the machine free: what is scaled is what the file says.
        EinspaceCommand.Result result = _einspace.Run(
            "search", "--config", file, "--task", "digits", "--evaluator", "synthetic", "--study", name, "--scale", "0.02",
            "--max-multiply-adds", "2G", "--max-operators", "20k");

        Assert.That((result.ExitCode, result.Error), Is.EqualTo((0, "")));
        Assert.That(_einspace.State(name).FinishedCount, Is.EqualTo(scaled));
        string yaml = File.ReadAllText(_einspace.Folder(name).Configuration);
        Assert.That(yaml, Does.Contain($"trials: {scaled}\n").And.Contain("epochs: 1\n").And.Contain("final-epochs: 1\n").And.Contain("data-share: 0.02\n").And.Contain("profile: reference\n"));
        if (strategy != "random")
            Assert.That(yaml, Does.Contain("  population: 8\n").And.Contain("  tournament: 2\n").And.Contain("  repeat-seeds: true\n"));

        // The same command goes on with the same study, and so does its own file, which is not shrunk again.
        Assert.That(_einspace.Run("search", "--study", name).Output, Does.Contain("The best by validation accuracy:"));
    }

    [TestCase("Option --scale: found '0', expected a number above 0 and of at most 1.", "search", "--scale", "0")]
    [TestCase("Option --scale: found '2', expected a number above 0 and of at most 1.", "search", "--scale", "2")]
    [TestCase("Option --scale: found 'half', expected a number above 0 and of at most 1.", "search", "--scale", "half")]
    [TestCase("Unknown profile 'refrence'; did you mean 'reference'? (there are corrected, reference)", "search", "--profile", "refrence")]
    [TestCase("Option 'trials' (command line): found '0', expected a whole number of at least 1.", "search", "--trials", "0")]
    [TestCase("Option 'token-pooling' (command line): found 'means', expected one of features, tokens.", "search", "--token-pooling", "means")]
    [TestCase("Option 'seed' (command line): found '-1', expected a whole number of at least 0.", "search", "--seed", "-1")]
    [TestCase("Option 'max-parameters' (command line): found 'many', expected a whole number of at least 1.", "search", "--max-parameters", "many")]
    [TestCase("Unknown strategy 'rando'; did you mean 'random'?", "search", "--strategy", "rando")]
    [TestCase("Unknown option 'strategy.populaton' (command line); did you mean 'strategy.population'?", "search", "--set", "strategy.populaton=4")]
    [TestCase("--set gives options of parts", "search", "--set", "trials=4")]
    [TestCase("The task 'addnist' needs its data", "search", "--task", "addnist")]
    [TestCase("--seed-architecture: 'resnt' is neither the name of a seed architecture", "search", "--seed-architecture", "resnt")]
    [TestCase("--seed-architecture: resnet18 breaks a limit: 11183892 parameters, at most 10000000 are allowed", "search", "--evaluator", "synthetic", "--seed-architecture", "resnet18")]
    [TestCase("--seed-architecture: The seed architecture 'resnet-block' does not run on inputs of shape [3,28,28]: found 'add'", "search", "--evaluator", "synthetic", "--seed-architecture", "resnet-block")]
    [TestCase("--study names a folder and --new wants a fresh one", "search", "--study", "x", "--new")]
    [TestCase("There is no study nowhere;", "show", "nowhere")]
    [TestCase("There is no study nowhere;", "best", "nowhere")]
    [TestCase("Option --format: found 'png', expected text, yaml or dot.", "best", "nowhere", "--format", "png")]
    [TestCase("The configuration file missing.yaml cannot be read", "search", "--config", "missing.yaml")]
    public void Bad_input_gets_one_sentence(string sentence, params string[] arguments)
    {
        EinspaceCommand.Result result = _einspace.Run(arguments);

        Assert.That(result.ExitCode, Is.EqualTo(2));
        Assert.That(result.Error, Does.StartWith(sentence));
        Assert.That(result.Error.TrimEnd().Count(c => c == '\n'), Is.Zero);
    }

    [Test]
    public void A_study_in_which_every_trial_failed_says_so_by_sentence_and_exit_code()
    {
        string[] arguments = ["--set", "evaluator.failure-rate=1", "--trials", "4", "--study", "failed"];
        EinspaceCommand.Result result = _einspace.Search(arguments), again = _einspace.Search(arguments);

        Assert.That(result.ExitCode, Is.EqualTo(1));
        Assert.That(result.Error, Does.Match(@"^No trial of the study failed has a score, so that there is no best architecture: \d of 4 ended with '.+'\.\n$"));
        Assert.That((again.ExitCode, again.Error), Is.EqualTo((1, result.Error)));
    }
}
