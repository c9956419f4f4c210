using System.Text.Json;

namespace Einspace.EndToEnd.Tests.Studies;

/// <summary>Objectives, and the front of what is traded off.</summary>
internal sealed class FrontTests
{
    private readonly StudyCommand _einspace = new();

    [OneTimeTearDown]
    public void DeleteHome() => _einspace.Dispose();

    [Test]
    public void The_front_of_scores_and_costs_is_shown()
    {
        EinspaceCommand.Result result = _einspace.Search("--strategy", "nsga2", "--trials", "20", "--study", "front", "--no-final", "--set", "strategy.population=8", "--set", "strategy.costs=[parameters, multiply-adds]");
        Assert.That((result.ExitCode, result.Error), Is.EqualTo((0, "")));
        (double Score, double Parameters)[] trials = [.. _einspace.Show("front").GetProperty("trials").EnumerateArray().Select(trial =>
            (trial.GetProperty("metrics").GetProperty("validation-accuracy").GetDouble(), trial.GetProperty("parameters").GetDouble()))];
        int[] front = [.. JsonDocument.Parse(_einspace.Run("show", "front", "--front", "parameters", "--json").Output).RootElement.EnumerateArray().Select(number => number.GetInt32())];

        Assert.That(front, Is.Not.Empty.And.Unique);
        // What the strategy trades off is shown without being asked for, although the study has one objective.
        JsonElement shown = _einspace.Show("front");
        Assert.That(shown.GetProperty("objectives").GetArrayLength(), Is.EqualTo(1));
        Assert.That(shown.GetProperty("tradeOffs").EnumerateArray().Select(text => text.GetString()), Is.EqualTo(new[] { "validation-accuracy:maximise", "parameters:minimise", "multiply-adds:minimise" }));
        string head = "The front: no other trial is as good by all of validation accuracy, parameters, multiply adds, and better by one:\n";
        Assert.That(result.Output, Does.Contain(head));
        Assert.That(_einspace.Run("show", "front").Output, Does.Contain(head));
        string byBoth = _einspace.Run("show", "front", "--front", "parameters", "--front", "multiply-adds", "--json").Output;
        Assert.That(shown.GetProperty("front").GetRawText(), Is.EqualTo(byBoth.Trim()).IgnoreWhiteSpace);

        foreach (((double score, double parameters), int number) in trials.Select((trial, number) => (trial, number)))
        {
            bool beaten = front.Any(other => trials[other].Score >= score && trials[other].Parameters <= parameters && trials[other] != (score, parameters));
            Assert.That(beaten || front.Any(other => trials[other] == (score, parameters)), Is.True, $"trial {number} is beaten or shown");
            Assert.That(beaten && front.Contains(number), Is.False, $"trial {number} is not both");
        }

        Assert.That(_einspace.Run("show", "front", "--front", "parameters", "--front", "seconds").Output, Does.Contain(" parameters, "));
    }

    [Test]
    public void A_study_of_several_objectives_searches_and_shows_their_front_and_they_are_its_identity()
    {
        string[] arguments = ["--strategy", "nsga2", "--trials", "16", "--study", "objectives", "--no-final", "--set", "strategy.population=8"];
        string[] objectives = ["--objective", "validation-accuracy", "--objective", "parameters", "--objective", "activation-memory:minimise"];
        EinspaceCommand.Result result = _einspace.Search([.. arguments, .. objectives]);
        Assert.That((result.ExitCode, result.Error), Is.EqualTo((0, "")));
        Assert.That(File.ReadAllText(_einspace.Folder("objectives").Configuration), Does.Contain("""objectives: ["validation-accuracy:maximise", "parameters:minimise", "activation-memory:minimise"]""").And.Contain("costs: null"));

        JsonElement shown = _einspace.Show("objectives");
        double[][] values = [.. shown.GetProperty("trials").EnumerateArray().Select(trial => trial.GetProperty("metrics")).Select(metrics =>
            (double[])[metrics.GetProperty("validation-accuracy").GetDouble(), -metrics.GetProperty("parameters").GetDouble(), -metrics.GetProperty("activation-memory").GetDouble()])];
        int[] front = [.. shown.GetProperty("front").EnumerateArray().Select(number => number.GetInt32())];
        Assert.That(front[0], Is.EqualTo(shown.GetProperty("best").GetInt32()));
        foreach ((double[] one, int number) in values.Select((one, number) => (one, number)))
        {
            bool beaten = values.Any(other => !other.SequenceEqual(one) && other.Zip(one).All(pair => pair.First >= pair.Second));
            Assert.That(front.Contains(number), Is.EqualTo(!beaten), $"trial {number}");
        }

        Assert.That(result.Output, Does.Contain("The front: no other trial is as good by all of validation accuracy, parameters, activation memory, and better by one:"));
        Assert.That(_einspace.Run("show", "objectives").Output.Split('\n').Count(line => line.StartsWith("  trial ", StringComparison.Ordinal)), Is.EqualTo(front.Length));

        EinspaceCommand.Result other = _einspace.Search([.. arguments, "--objective", "validation-accuracy", "--objective", "parameters"]);
        Assert.That(other.ExitCode, Is.EqualTo(2));
        Assert.That(other.Error, Does.StartWith("The study objectives was begun with objectives 'validation-accuracy:maximise | parameters:minimise | activation-memory:minimise', now "));
        Assert.That(_einspace.Run("search", "--study", "objectives", "--trials", "18").ExitCode, Is.Zero);
    }

    [Test]
    public void A_file_names_objectives_and_the_evaluators_own_is_the_study_without_any()
    {
        _einspace.Search("--trials", "2", "--study", "unnamed", "--no-final");
        Assert.That(_einspace.Search("--trials", "2", "--study", "unnamed", "--no-final", "--objective", "validation-accuracy:maximise").ExitCode, Is.Zero);

        File.WriteAllText(Path.Combine(_einspace.Home, "timed.yaml"), "objectives: [seconds, validation-accuracy]\nstrategy: random\n");
        EinspaceCommand.Result result = _einspace.Search("--config", "timed.yaml", "--trials", "3", "--study", "timed", "--no-final");
        Assert.That((result.ExitCode, result.Error), Is.EqualTo((0, "")));
        Assert.That(_einspace.State("timed").Best!.Finished!.Metrics["seconds"], Is.EqualTo(_einspace.State("timed").Trials.Min(trial => trial.Finished!.Metrics["seconds"])));
    }

    [TestCase("--objective: the evaluator 'synthetic' reports no 'validation-acuracy'; did you mean 'validation-accuracy'? (there are validation-accuracy, parameters, multiply-adds, activation-memory, seconds)", "--objective", "validation-acuracy")]
    [TestCase("--objective: the evaluator 'synthetic' reports no 'validation-loss'; ", "--objective", "parameters", "--objective", "validation-loss:minimise")]
    [TestCase("--objective: found 'parameters:less', expected 'parameters', 'parameters:minimise' or 'parameters:maximise'.", "--objective", "parameters:less")]
    [TestCase("--objective: parameters is named 2 times, expected each objective once.", "--objective", "parameters", "parameters")]
    [TestCase("strategy.costs is [parameters], but parameters is an objective of the study already: leave it out of one of them.", "--strategy", "nsga2", "--objective", "validation-accuracy", "parameters", "--set", "strategy.costs=[parameters]")]
    [TestCase("strategy.costs is empty and the study has one objective, expected two objectives at least: name another by --objective, ", "--strategy", "nsga2", "--set", "strategy.costs=[]")]
    public void An_objective_that_nobody_reports_is_refused_before_the_first_trial(string sentence, params string[] arguments)
    {
        EinspaceCommand.Result result = _einspace.Search(["--trials", "20", "--study", "unreported", .. arguments]);
        Assert.That(result.ExitCode, Is.EqualTo(2));
        Assert.That(result.Error, Does.StartWith(sentence));
        Assert.That(result.Error.TrimEnd().Count(c => c == '\n'), Is.Zero);
        Assert.That(_einspace.Folder("unreported").HasJournal, Is.False);
    }
}
