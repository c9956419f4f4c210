using System.Text.Json;

namespace Einspace.EndToEnd.Tests.Commands;

/// <summary>What is told of data of tasks that are no classifications.</summary>
internal sealed class DataOfTargetsTests
{
    private readonly EinspaceCommand _einspace = new();

    [OneTimeTearDown]
    public void DeleteHome() => _einspace.Dispose();

    [Test]
    public void Shares_of_labels_are_told()
    {
        string folder = Write("labels", """{"output": "multi-label", "metric": "f1"}""", "3", i => [i % 2, i % 4 / 3, 0]);

        string told = Check(folder);
        Assert.That(told, Does.Contain("8 examples, 0 to 4 with each label  (float32 8×1×2×2; targets float32 8×3)"));
        Assert.That(told, Does.Contain("output      multi-label [3], measured by f1").And.Contain("labels      0: 50 %, 1: 25 %, 2: 0 %  (of the training examples)"));
        Assert.That(told, Does.Contain("No training example has the label 2."));

        JsonElement json = JsonDocument.Parse(Check(folder, "--json")).RootElement;
        Assert.That((json.GetProperty("output").GetString(), json.GetProperty("metric").GetString(), json.GetProperty("answer")[0].GetInt32()), Is.EqualTo(("multi-label", "f1", 3)));
        JsonElement train = json.GetProperty("splits")[0];
        Assert.That(train.GetProperty("ofClass").GetArrayLength(), Is.Zero);
        Assert.That(train.GetProperty("targets").EnumerateArray().Select(label => label.GetProperty("mean").GetDouble()), Is.EqualTo(new[] { 0.5, 0.25, 0 }));
    }

    [Test]
    public void Numbers_of_targets_are_told()
    {
        string told = Check(Write("numbers", """{"output": "regression"}""", "2", i => [i, -0.5f * i]));
        Assert.That(told, Does.Contain("8 examples, targets from -3.5 to 7  (").And.Contain("values      3.5 ± 2.4495, -1.75 ± 1.2247  (mean ± deviation of the training split)"));
        Assert.That(told, Does.Contain("output      regression [2], measured by mean-absolute-error"));

        told = Check(Write("one", """{"output": "regression"}""", "", i => [i]));
        Assert.That(told, Does.Contain("8 examples, targets from 0 to 7, 3.5 ± 2.4495  (").And.Not.Contain("values  "));
    }

    [Test]
    public void Pixels_are_told_and_drawn()
    {
        string folder = Write("pixels", """{"output": "dense-labels"}""", "2, 2", i => [i % 2, 0, 0, 1]);
        Assert.That(Check(folder), Does.Contain("8 examples, 37.5 % of the pixels 1  (").And.Contain("output      dense-labels [2,2], measured by auroc"));

        string page = Path.Combine(_einspace.Home, "pixels.html");
        EinspaceCommand.Result show = _einspace.Run("data", "show", "npy", "--data", folder, "--count", "3", "-o", page);
        Assert.That(show.ExitCode, Is.Zero, show.Error);
        Assert.That(File.ReadAllText(page), Does.Contain("target of example").And.Contain("<td class=\"number\">37.5 %</td>"));
    }

    private string Check(string folder, params string[] arguments)
    {
        EinspaceCommand.Result check = _einspace.Run(["data", "check", folder, .. arguments]);
        Assert.That(check.ExitCode, Is.Zero, check.Error);
        return check.Output;
    }

    private string Write(string name, string metadata, string answer, Func<int, float[]> target)
    {
        string folder = Directory.CreateDirectory(Path.Combine(_einspace.Home, name)).FullName;
        File.WriteAllText(Path.Combine(folder, "metadata"), metadata);
        foreach ((string split, int first) in new[] { ("train", 0), ("valid", 8), ("test", 16) })
        {
            IEnumerable<int> examples = Enumerable.Range(first, 8);
            NpyFile.Write(Path.Combine(folder, $"{split}_x.npy"), "<f4", "8, 1, 2, 2", examples.SelectMany(i => new float[] { i, 1, 2, i }).SelectMany(BitConverter.GetBytes));
            NpyFile.Write(Path.Combine(folder, $"{split}_y.npy"), "<f4", $"8, {answer}", examples.SelectMany(target).SelectMany(BitConverter.GetBytes));
        }

        return folder;
    }
}
