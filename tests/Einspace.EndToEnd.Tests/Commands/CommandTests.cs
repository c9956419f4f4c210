using System.Diagnostics;
using System.Text.Json;

namespace Einspace.EndToEnd.Tests.Commands;

internal sealed class CommandTests
{
    private readonly EinspaceCommand _einspace = new();

    [OneTimeTearDown]
    public void DeleteHome() => _einspace.Dispose();

    [TestCase]
    [TestCase("--help")]
    [TestCase("sample", "--help")]
    [TestCase("sample", "--nonsense", "--help")]
    public void Help_is_given_without_plugins(params string[] arguments)
    {
        EinspaceCommand.Result result = _einspace.Run([.. arguments, "--plugin", Folders.Fixture("ThrowingConstructor")]);

        Assert.That((result.ExitCode, result.Error), Is.EqualTo((0, "")));
        Assert.That(result.Output, Does.Contain("Usage:"));
    }

    [Test]
    public void Plugins_are_listed_loaded_and_refused()
    {
        string[] named = ["--plugin", Folders.Fixture("GoodStrategy"), "--plugin", Folders.Fixture("ThrowingConstructor")];
        EinspaceCommand.Result text = _einspace.Run(["plugin", "list", .. named]);
        JsonElement json = Json(["plugin", "list", "--json", .. named]);

        JsonElement good = json.GetProperty("loaded").EnumerateArray().Single(p => p.GetProperty("id").GetString() == "good-strategy");
        JsonElement refused = json.GetProperty("refused").EnumerateArray().Single();
        Assert.Multiple(() =>
        {
            Assert.That(text.ExitCode, Is.Zero);
            Assert.That(text.Output, Does.Contain("good-strategy 1.2.3").And.Contain("Does nothing, well."));
            Assert.That(text.Output, Does.Contain("throwing-constructor REFUSED").And.Contain("the moon is full"));
            Assert.That(json.GetProperty("loaded").EnumerateArray().Select(p => p.GetProperty("id").GetString()), Does.Contain("einspace-grammar"));
            Assert.That(good.GetProperty("sha256").GetString(), Has.Length.EqualTo(64));
            Assert.That(good.GetProperty("parts")[0].GetProperty("kind").GetString(), Is.EqualTo("strategy"));
            Assert.That(refused.GetProperty("name").GetString(), Is.EqualTo("throwing-constructor"));
        });
    }

    [Test]
    public void A_plugin_in_the_users_folder_is_loaded()
    {
        using EinspaceCommand einspace = new();
        Folders.Copy(Folders.Fixture("GoodStrategy"), Path.Combine(einspace.Home, "data", "einspace", "plugins", "good-strategy"));

        Assert.That(einspace.Run("describe", "strategy/good").ExitCode, Is.Zero);
    }

    [Test]
    public void A_part_is_described_with_its_options()
    {
        EinspaceCommand.Result result = _einspace.Run("describe", "good", "--plugin", Folders.Fixture("GoodStrategy"));

        Assert.That(result.ExitCode, Is.Zero);
        Assert.That(result.Output, Does.Contain(
            """
              strategy.population
                  How many architectures are kept.
                  a whole number from 2 to 1000; default 100
              strategy.cooling
                  How it cools.
                  one of linear, step-wise; default step-wise
            """));
    }

    [Test]
    public void Sampling_is_reproducible_and_a_larger_count_goes_on()
    {
        string[] three = Lines(_einspace.Run("sample", "--count", "3", "--seed", "7"));
        string[] five = Lines(_einspace.Run("sample", "--count", "5", "--seed", "7"));
        string[] other = Lines(_einspace.Run("sample", "--count", "5", "--seed", "8"));

        Assert.Multiple(() =>
        {
            Assert.That(five, Has.Length.EqualTo(5));
            Assert.That(five[..3], Is.EqualTo(three));
            Assert.That(other, Is.Not.EqualTo(five));
        });
    }

    [Test]
    public void A_file_of_architectures_is_converted_both_ways_and_a_bad_line_is_named()
    {
        string[] theirs = ["seq(comp(linear64), norm)", "branch(clone_tensor4, rep4(comp(softmax)), add_tensors)"];
        string[] ours = ["seq(comp(linear(64)), norm)", "branch(clone(4), 4*comp(softmax), add)"];
        File.WriteAllLines(Path.Combine(_einspace.Home, "theirs.txt"), [theirs[0], "", theirs[1]]);
        File.WriteAllLines(Path.Combine(_einspace.Home, "ours.txt"), ours);
        File.WriteAllLines(Path.Combine(_einspace.Home, "bad.txt"), [theirs[0], "seq(comp(linear64), nrm)"]);

        Assert.That(Lines(_einspace.Run("convert", "theirs.txt")), Is.EqualTo(ours));
        Assert.That(Lines(_einspace.Run("convert", "--to", "reference", "ours.txt")), Is.EqualTo(theirs));
        EinspaceCommand.Result bad = _einspace.Run("convert", "bad.txt");
        Assert.That(bad.Error, Does.StartWith("bad.txt, line 2, column 21: found 'nrm', expected a module: seq(A, B), "));
        Assert.That((bad.ExitCode, bad.Output), Is.EqualTo((2, $"{ours[0]}\n")));
    }

    [Test]
    public void A_seed_architecture_is_inspected_by_name()
    {
        JsonElement resnet = Json("inspect", "resnet18", "--classes", "20", "--json");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(resnet.GetProperty("parameters").GetInt64(), Is.EqualTo(11_183_892));
            Assert.That(resnet.GetProperty("terminals").GetInt64(), Is.EqualTo(119));
            Assert.That(resnet.GetProperty("nonterminals").GetInt64(), Is.EqualTo(142));
            Assert.That(resnet.GetProperty("depth").GetInt64(), Is.EqualTo(11));
            Assert.That(resnet.GetProperty("histogram").GetProperty("linear(512)").GetInt64(), Is.EqualTo(5));
            Assert.That(_einspace.Run("describe", "einspace").Output, Does.Contain("Seed architectures: resnet18, resnet18-no-maxpool, "));
        }
    }

    [Test]
    public void Limits_are_read_as_search_reads_them() => Assert.That(
        Lines(_einspace.Run("sample", "--count", "3", "--max-multiply-adds", "5M", "--max-parameters", "none")),
        Is.EqualTo(Lines(_einspace.Run("sample", "--count", "3", "--max-multiply-adds", "5000000"))));

    [Test]
    public void What_was_sampled_can_be_inspected_with_the_same_answer()
    {
        string[] lines = Lines(_einspace.Run("sample", "--count", "4", "--seed", "3", "--max-parameters", "50000", "--classes", "20", "--json"));

        Assert.That(lines, Has.Length.EqualTo(4));
        foreach (string line in lines)
        {
            JsonElement sampled = JsonDocument.Parse(line).RootElement;
            JsonElement inspected = Json("inspect", sampled.GetProperty("architecture").GetString()!, "--input", "3,28,28", "--classes", "20", "--json");
            Assert.Multiple(() =>
            {
                Assert.That(sampled.GetProperty("parameters").GetInt64(), Is.LessThanOrEqualTo(50_000));
                foreach (string name in new[] { "parameters", "multiplyAdds", "activationMemory", "operators", "nodes", "hash" })
                    Assert.That(inspected.GetProperty(name).ToString(), Is.EqualTo(sampled.GetProperty(name).ToString()), name);
                Assert.That(inspected.GetProperty("outputShape").EnumerateArray().Single().GetInt64(), Is.EqualTo(20));
                Assert.That(inspected.GetProperty("derivable").GetBoolean());
            });
        }
    }

    [Test]
    public void An_architecture_without_a_head_keeps_its_own_output()
    {
        JsonElement inspected = Json("inspect", "seq(comp(linear(64)), comp(norm))", "--input", "3,28,28", "--json");

        Assert.Multiple(() =>
        {
            Assert.That(inspected.GetProperty("outputShape").EnumerateArray().Select(e => e.GetInt64()), Is.EqualTo(new[] { 3, 28, 64 }));
            Assert.That(inspected.GetProperty("multiplyAdds").GetInt64(), Is.EqualTo(3 * 28 * 28 * 64));
        });
    }

    [TestCase("branch(clone(2), comp(identity), comp(identity), cat(1, 4))", "[6,28,28]", "runs as               [6,28,28], since ")]
    [TestCase("seq(branch(clone(2), comp(identity), comp(identity), cat(1, 4)), comp(norm))", null, "cannot run            a concatenation says ")]
    public void What_a_concatenation_says_and_what_it_runs_as_are_told_apart(string architecture, string? executed, string line)
    {
        string[] command = ["inspect", architecture, "--input", "3,28,28", "--profile", "reference"];
        JsonElement json = Json([.. command, "--json"]);
        JsonElement shape = json.GetProperty("executedShape");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Lines(_einspace.Run(command)), Has.One.StartsWith(line).And.One.StartsWith("output                [12,28,28]"));
            Assert.That(shape.ValueKind == JsonValueKind.Null ? null : $"[{string.Join(',', shape.EnumerateArray())}]", Is.EqualTo(executed));
            Assert.That(json.GetProperty("executable").GetBoolean(), Is.EqualTo(executed is not null));
            Assert.That(json.GetProperty("derivable").GetBoolean(), Is.True);
        }
    }

    [TestCase("features", 49)]
    [TestCase("tokens", 16)]
    public void The_head_pools_what_is_asked_for(string pooling, int inputs)
    {
        // 49 tokens of 16 features.
        string architecture = "route(im2col(4, 4, 0), comp(linear(16)), identity)";
        long backbone = Json("inspect", architecture, "--json").GetProperty("parameters").GetInt64();
        long network = Json("inspect", architecture, "--classes", "10", "--token-pooling", pooling, "--json").GetProperty("parameters").GetInt64();

        Assert.That(network - backbone, Is.EqualTo((inputs * 10) + 10));
    }

    [Test]
    public void Counts_beyond_2_to_the_53_are_text()
    {
        string deep = "comp(norm)";
        for (int i = 0; i < 20; i++)
            deep = $"branch(clone(8), 8*{deep}, add)";

        JsonElement inspected = Json("inspect", deep, "--input", "3,28,28", "--json");

        Assert.That(inspected.GetProperty("operators").ValueKind, Is.EqualTo(JsonValueKind.String));
        Assert.That(UInt128.Parse(inspected.GetProperty("operators").GetString()!), Is.GreaterThan((UInt128)1 << 60));
        Assert.That(inspected.GetProperty("nodes").ValueKind, Is.EqualTo(JsonValueKind.Number));
    }

    [Test]
    public void A_mistake_of_a_plugin_is_told_as_one_and_its_details_are_kept()
    {
        string[] command = ["sample", "--grammar", "buggy", "--plugin", Folders.Fixture("BuggyGrammar")];
        EinspaceCommand.Result quiet = _einspace.Run(command);
        EinspaceCommand.Result verbose = _einspace.Run([.. command, "--verbose"]);

        string file = Path.Combine(_einspace.Home, "state", "einspace", "last-error.txt");
        Assert.Multiple(() =>
        {
            Assert.That((quiet.ExitCode, verbose.ExitCode), Is.EqualTo((3, 3)));
            Assert.That(quiet.Error, Does.StartWith("The plugin 'buggy-grammar' threw InvalidOperationException: the tree is upside down").And.Contain(file));
            Assert.That(quiet.Error, Does.Not.Contain("   at "));
            Assert.That(File.ReadAllText(file), Does.Contain("BuggyGrammarFactory.Create").And.Contain("einspace sample --grammar buggy"));
            Assert.That(verbose.Error, Does.Contain("BuggyGrammarFactory.Create"));
        });
    }

    [Test]
    public void Ctrl_C_ends_with_130()
    {
        using Process process = _einspace.Start("sample", "--count", "1000000000");
        process.StandardOutput.ReadLine();
        using (Process kill = Process.Start("kill", ["-INT", $"{process.Id}"]))
            kill.WaitForExit();

        process.StandardOutput.ReadToEnd();
        Assert.That(process.WaitForExit(TimeSpan.FromSeconds(30)));
        Assert.That(process.ExitCode, Is.EqualTo(130));
    }

    [Test]
    public void Everything_that_is_wrong_with_a_data_folder_is_said()
    {
        string folder = Directory.CreateDirectory(Path.Combine(_einspace.Home, "empty")).FullName;

        EinspaceCommand.Result result = _einspace.Run("data", "check", folder);

        Assert.That(result.ExitCode, Is.EqualTo(2));
        Assert.That(result.Error.Split('\n'), Has.Some.Contains("metadata").And.Some.Contains("train_x.npy"));
    }

    [Test]
    public void A_data_folder_is_told_of_and_shown()
    {
        string page = Path.Combine(_einspace.Home, "digits.html");
        string[] sizes = ["--set", "dataset.train=60", "--set", "dataset.validation=20", "--set", "dataset.test=20"];
        EinspaceCommand.Result shown = _einspace.Run(["data", "show", "digits", "-o", page, "--count", "5", .. sizes]);
        Assert.That((shown.ExitCode, shown.Output), Is.EqualTo((0, $"Wrote {page}.\n")), shown.Error);
        Assert.That(File.ReadAllText(page), Does.Contain("5 training examples").And.Contain("data:image/png;base64,").And.Contain("</html>"));

        string folder = Directory.EnumerateDirectories(Path.Combine(_einspace.Home, "cache", "einspace", "data"), "digits-v*", SearchOption.AllDirectories).Single();
        EinspaceCommand.Result check = _einspace.Run("data", "check", folder);
        Assert.That(check.ExitCode, Is.EqualTo(0), check.Error);
        File.WriteAllText(Path.Combine(folder, "provenance.json"), """{"dataset": "isabella", "generator_version": 1, "seed": 3, "split_rule": "official", "rule": ""}""");
        EinspaceCommand.Result search = _einspace.Run("search", "--task", "npy", "--data", folder, "--evaluator", "synthetic", "--trials", "2", "--no-final");
        Assert.That(search.Output, Does.Contain("The data are Isabella-like, made here with official splits from seed 3."), search.Error);

        JsonElement json = JsonDocument.Parse(_einspace.Run("data", "check", folder, "--json").Output).RootElement;
        Assert.That(json.GetProperty("problems").GetArrayLength(), Is.Zero);
        Assert.That(json.GetProperty("splits").EnumerateArray().Select(split => split.GetProperty("examples").GetInt32()), Is.EqualTo(new[] { 60, 20, 20 }));
        Assert.That(check.Output, Does.Contain("--task addnist reads it").And.Contain("0 of 20 examples of the test split are in the training split too (0 %)."));
    }

    [TestCase("is-unprepared", 3, "The task 'faulty' threw FormatException when its data were made ready in ", "the pictures are wet")]
    [TestCase("is-closed", 3, "The task 'faulty' threw FormatException when its data were opened in ", "the drawer is stuck")]
    [TestCase(null, 2, "The task 'faulty' has no training examples in ", "")]
    public void A_dataset_that_fails_is_named_when_its_data_are_shown(string? fault, int exitCode, string begin, string cause)
    {
        string[] set = fault is null ? [] : ["--set", $"dataset.{fault}=true"];
        EinspaceCommand.Result shown = _einspace.Run(["data", "show", "faulty", "-o", "x.html", "--plugin", Folders.Fixture("FaultyEvaluation"), .. set]);
        Assert.That((shown.ExitCode, shown.Output), Is.EqualTo((exitCode, "")));
        Assert.That(shown.Error, Does.StartWith(begin).And.Contain(cause));
    }

    private static string[] Lines(EinspaceCommand.Result result)
    {
        Assert.That((result.ExitCode, result.Error), Is.EqualTo((0, "")));
        return result.Output.TrimEnd('\n').Split('\n');
    }

    private JsonElement Json(params string[] arguments)
    {
        EinspaceCommand.Result result = _einspace.Run(arguments);
        Assert.That((result.ExitCode, result.Error), Is.EqualTo((0, "")));
        return JsonDocument.Parse(result.Output).RootElement;
    }
}
