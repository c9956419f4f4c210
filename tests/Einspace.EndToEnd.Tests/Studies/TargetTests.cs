using System.Text.Json;

namespace Einspace.EndToEnd.Tests.Studies;

/// <summary>Tasks that are no classifications, from folders of one's own.</summary>
[Category("Slow")]
internal sealed class TargetTests
{
    private const int Side = 8;
    private readonly StudyCommand _einspace = new();

    [OneTimeTearDown]
    public void DeleteHome() => _einspace.Dispose();

    [Test]
    public void A_regression_is_searched_by_the_metric_of_its_metadata_and_told_by_it_in_the_end()
    {
        JsonElement study = Search("sums", """{"output": "regression", "metric": "mean-squared-error"}""", "", picture => [picture.Sum() / Side]);
        AssertMeasured(study, "validation-mean-squared-error");
        Assert.That(study.GetProperty("final").GetProperty("metrics").GetProperty("test-mean-squared-error").GetDouble(), Is.Positive);
    }

    [Test]
    public void Pictures_are_answered_by_the_usual_metric()
    {
        JsonElement study = Search("turned", """{"output": "dense-regression"}""", $", {Side}, {Side}", picture => [.. picture.Reverse()], "--no-final");
        AssertMeasured(study, "validation-relative-l2");
        double[] scores = [.. study.GetProperty("trials").EnumerateArray().Select(trial => trial.GetProperty("metrics").GetProperty("validation-relative-l2").GetDouble())];
        Assert.That(scores.Min(), Is.LessThan(1), "answering 0 everywhere would be 1");
    }

    private static void AssertMeasured(JsonElement study, string metric)
    {
        Assert.That(study.GetProperty("objectives").EnumerateArray().Select(objective => objective.GetString()), Is.EqualTo(new[] { $"{metric}:minimise" }));
        JsonElement[] trials = [.. study.GetProperty("trials").EnumerateArray()];
        Assert.That(trials.Select(trial => trial.GetProperty("state").GetString()), Is.All.EqualTo("completed").And.Exactly(3).Items);
        Assert.That(trials.Select(trial => trial.GetProperty("metrics").GetProperty(metric).GetDouble()), Is.All.Positive.And.Some.LessThan(100));
    }

    private JsonElement Search(string name, string metadata, string answer, Func<float[], float[]> target, params string[] arguments)
    {
        string folder = Directory.CreateDirectory(Path.Combine(_einspace.Home, name)).FullName;
        File.WriteAllText(Path.Combine(folder, "metadata"), metadata);
        foreach ((string split, int first, int count) in new[] { ("train", 0, 48), ("valid", 100, 16), ("test", 200, 16) })
        {
            float[][] pictures = [.. Enumerable.Range(first, count).Select(i => Enumerable.Range(0, Side * Side).Select(place => (float)(1 + Math.Sin((i * 7.3) + (place * (0.1 + (i % 5 * 0.2)))))).ToArray())];
            NpyFile.Write(Path.Combine(folder, $"{split}_x.npy"), "<f4", $"{count}, 1, {Side}, {Side}", pictures.SelectMany(picture => picture.SelectMany(BitConverter.GetBytes)));
            NpyFile.Write(Path.Combine(folder, $"{split}_y.npy"), "<f4", $"{count}{(answer == "" ? "," : answer)}", pictures.SelectMany(picture => target(picture).SelectMany(BitConverter.GetBytes)));
        }

        EinspaceCommand.Result result = _einspace.Run(
        [
            "search", "--task", "npy", "--data", folder, "--strategy", "random", "--trials", "3", "--epochs", "2", "--jobs", "1", "--max-parameters", "50k",
            "--set", "evaluator.batch-size=8", "--study", $"study-{name}", .. arguments,
        ]);
        if (result.ExitCode == 2 && result.Error.Contains("libtorch", StringComparison.Ordinal))
            Assert.Ignore($"Needs libtorch. {result.Error}");
        Assert.That(result.ExitCode, Is.Zero, result.Error);
        return _einspace.Show($"study-{name}");
    }
}
