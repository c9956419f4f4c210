using System.Diagnostics;
using System.Text.Json;
using Bogus;
using Einspace.EndToEnd.Tests.Studies;

namespace Einspace.EndToEnd.Tests.Commands;

/// <summary>A task is made from its sources, told, and read again.</summary>
internal sealed class DataMakeTests
{
    private readonly EinspaceCommand _einspace = new();

    [OneTimeTearDown]
    public void DeleteHome() => _einspace.Dispose();

    [Test]
    public void A_task_is_made_from_sources_by_the_options_given()
    {
        string lists = WriteLists(), made = Path.Combine(_einspace.Home, "made");
        EinspaceCommand.Result make = _einspace.Run(
            "data", "make", "language", "--from", lists, "--out", made, "--train", "40", "--valid", "10", "--test", "20", "--seed", "3", "--split", "source-disjoint",
            "--set", "maker.languages=[en, xx]", "--set", "maker.train-words=60", "--set", "maker.test-words=30");
        Assert.That(make.ExitCode, Is.Zero, make.Error);
        Assert.That(make.Output, Does.StartWith($"Made language in {made}: examples of shape [1,24,24], 2 classes, fingerprint "));
        using JsonDocument record = JsonDocument.Parse(File.ReadAllText(Path.Combine(made, "provenance.json")));
        Assert.That(record.RootElement.GetProperty("split_rule").GetString(), Is.EqualTo("source-disjoint"));
        Assert.That(record.RootElement.GetProperty("options").GetProperty("train-words").GetString(), Is.EqualTo("60"));

        EinspaceCommand.Result check = _einspace.Run("data", "check", made, "--task", "language");
        Assert.That(check.ExitCode, Is.Zero, check.Error);
        Assert.That(check.Output, Does.Match("0 of [0-9]+ words of the validation split are in the training split"));

        EinspaceCommand.Result again = _einspace.Run("data", "make", "language", "--from", lists, "--out", made, "--set", "maker.languages=[en, xx]");
        Assert.That((again.ExitCode, again.Output), Is.EqualTo((2, "")));
    }

    [Test]
    public void The_makers_options_are_described_with_the_task()
    {
        Assert.That(_einspace.Run("describe", "dataset/language").Output, Does.Contain("Options of 'data make':").And.Contain("maker.train-words").And.Contain("maker.split"));
        using JsonDocument json = JsonDocument.Parse(_einspace.Run("describe", "dataset/addnist", "--json").Output);
        Assert.That(json.RootElement.GetProperty("makerOptions").EnumerateArray().Select(option => option.GetProperty("name").GetString()), Is.EqualTo(new[] { "split" }));
    }

    [Test]
    public void A_full_disk_ends_the_making_with_a_sentence_and_leaves_nothing()
    {
        string made = Path.Combine(_einspace.Home, "too-large");
        using Process process = _einspace.Start(
            "data", "make", "language", "--from", WriteLists(), "--out", made, "--train", "100000",
            "--set", "maker.languages=[en, xx]", "--set", "maker.train-words=60", "--set", "maker.test-words=30");
        string? Begun() => Directory.EnumerateDirectories(_einspace.Home, "too-large.*.part").SelectMany(Directory.EnumerateFiles).FirstOrDefault(path => path.EndsWith("_x.npy", StringComparison.Ordinal));
        Assert.That(() => Begun() is not null || process.HasExited, Is.True.After(30_000, 10));
        FullDiskTests.LimitFiles(process, 20_000_000);
        string error = process.StandardError.ReadToEnd();
        Assert.That(process.WaitForExit(TimeSpan.FromSeconds(30)), "It did not stop.");

        Assert.That(process.ExitCode, Is.EqualTo(2), error);
        Assert.That(error, Does.Contain($"{made} cannot be written: "));
        Assert.That(Directory.EnumerateFileSystemEntries(_einspace.Home, "too-large*"), Is.Empty);
    }

    [Test]
    public void A_maker_that_fails_is_named()
    {
        EinspaceCommand.Result make = _einspace.Run("data", "make", "faulty", "--out", "x", "--plugin", Folders.Fixture("FaultyEvaluation"));
        Assert.That((make.ExitCode, make.Output), Is.EqualTo((3, "")));
        Assert.That(make.Error, Does.StartWith("The task 'faulty' threw FormatException when its data were made in x: the glue is dry (in the plugin 'faulty-evaluation')"));
    }

    private string WriteLists()
    {
        string lists = Path.Combine(_einspace.Home, "lists");
        Directory.CreateDirectory(lists);
        foreach (string language in new[] { "en", "xx" })
        {
            Randomizer random = new(language[0]);
            File.WriteAllLines(Path.Combine(lists, $"{language}.txt"), Enumerable.Range(0, 120).Select(_ => random.String(6, 'a', 'x')));
        }

        return lists;
    }
}
