using Einspace.Host.Studies;
using Einspace.Sdk.Search;

namespace Einspace.EndToEnd.Tests.Studies;

/// <summary>The one-dimensional variant of the grammar on data of one's own.</summary>
internal sealed class TokenTests
{
    private const int Sequence = 4, Features = 12;
    private readonly StudyCommand _einspace = new();

    [OneTimeTearDown]
    public void DeleteHome() => _einspace.Dispose();

    [Test]
    [Category("Slow")]
    public void Tokens_from_arrays_of_three_axes_are_searched_and_trained()
    {
        string folder = Directory.CreateDirectory(Path.Combine(_einspace.Home, "waves")).FullName;
        File.WriteAllText(Path.Combine(folder, "metadata"), """{"num_classes": 2}""");
        foreach ((string split, int count) in new[] { ("train", 32), ("valid", 16), ("test", 16) })
            Write(folder, split, count);

        EinspaceCommand.Result result = _einspace.Run(
            "search", "--task", "npy", "--data", folder, "--set", "task.mode=tokens", "--set", "grammar.dimensions=1", "--trials", "4", "--epochs", "1",
            "--no-final", "--jobs", "1", "--max-parameters", "100k", "--study", "tokens");
        if (result.ExitCode == 2 && result.Error.Contains("libtorch", StringComparison.Ordinal))
            Assert.Ignore($"Needs libtorch. {result.Error}");

        Assert.That(result.ExitCode, Is.Zero, result.Error);
        StudyTrial[] trials = [.. _einspace.State("tokens").Trials];
        Assert.That(trials.Select(trial => trial.State), Is.All.EqualTo(TrialState.Completed).And.Exactly(4).Items);
        Assert.That(trials.Select(trial => trial.Results[1]["validation-accuracy"]), Is.All.InRange(0.0, 1.0));
    }

    /// <summary>Waves of two frequencies.</summary>
    private static void Write(string folder, string split, int count)
    {
        float[] values = [.. Enumerable.Range(0, count * Sequence * Features).Select(i => (float)Math.Sin(i * (1 + (i / (Sequence * Features) % 2))))];
        NpyFile.Write(Path.Combine(folder, $"{split}_x.npy"), "<f4", $"{count}, {Sequence}, {Features}", values.SelectMany(BitConverter.GetBytes));
        NpyFile.Write(Path.Combine(folder, $"{split}_y.npy"), "<i8", $"{count},", Enumerable.Range(0, count).SelectMany(i => BitConverter.GetBytes((long)(i % 2))));
    }
}
