using Einspace.Host.Configuration;
using Einspace.Host.Studies.Configuration;
using Einspace.Host.Studies.Configuration.Reference;
using Einspace.Sdk;
using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Data;

namespace Einspace.Host.Tests.Studies.Reference;

internal sealed class ReferenceConfigurationTests
{
    [Test]
    public void A_file_of_the_reference_is_a_study_of_ours() => Assert.That(Resolve(ReferenceFile.With()), Is.EqualTo("""
        task: addnist
        data: data/addnist
        grammar:
          name: einspace
          computation-probability: 0.25
          minimum-depth: 0
          depth-limit: 90
        strategy:
          name: regularized-evolution
          frozen: false
          population: 80
          tournament: 9
        evaluator:
          name: torch
          batch-size: 128
          learning-rate: 0.05
          momentum: 0.8
          weight-decay: 0.0001
        objectives: [validation-accuracy]
        profile: reference
        trials: 900
        free-failures: true
        epochs: 5
        final-epochs: 60
        seed: 7
        max-parameters: 9999999999
        max-multiply-adds: null
        max-activation-memory: null
        max-operators: 1000000

        """));

    [TestCase("search_strategy: rm", "frozen: true\n")]
    [TestCase("search_strategy: rs", "strategy: random\n", TestName = "Random search")]
    [TestCase("search_strategy_init_pop_size: 900", "strategy: random\n", TestName = "Evolution that ends with its first population")]
    [TestCase("search_strategy_init_pop_size: 1200", "trials: 1200\n", TestName = "A population larger than the search is filled all the same")]
    [TestCase("search_strategy_architecture_seed: resnet18_no_maxpool+wideresnet16_4+transformer+mlp_mixer", "seed-architecture: [resnet18-no-maxpool, wideresnet16-4, transformer, mlp-mixer]\n")]
    [TestCase("search_strategy_architecture_seed: \"transformer_layer_sdpa\"", "seed-architecture: [transformer-layer-sdpa]\n")]
    [TestCase("momentum: None", "momentum: 0.9\n", Description = "the only one that the reference draws")]
    [TestCase("device: cuda:1", "device: \"cuda:1\"\n")]
    [TestCase("train_mode: [train, val]", "task: addnist\n")]
    public void A_key_shows_in_the_study(string line, string shown) => Assert.That(Resolve(ReferenceFile.With(line)), Does.Contain(shown));

    [TestCaseSource(nameof(Tasks))]
    public void Each_task_is_found_in_its_folder(string name) => Assert.That(
        Resolve(ReferenceFile.With($"dataset: {name}"), "data: /anywhere"), Does.Contain($"task: {name}\ndata: /anywhere/{name}\n"));

    [TestCase("load_in_gpu: True")]
    [TestCase("patience: 8")]
    [TestCase("log: True")]
    [TestCase("search_strategy_warmup_samples: 5")]
    [TestCase("search_strategy_init_pop_size: 80", "search_strategy: rs")]
    [TestCase("search_strategy_sample_size: 9", "search_strategy: rs")]
    [TestCase("search_strategy_sample_size: 9", "search_strategy_init_pop_size: 900")]
    [TestCase("search_strategy_architecture_seed: resnet18", "search_strategy: rs")]
    public void A_key_without_effect_is_told(params string[] lines)
    {
        ReferenceConfiguration reference = ReferenceFile.Read(ReferenceFile.With(lines)).Reference!;
        string key = lines[0].Split(':')[0];
        Assert.That(reference.Notes.Single(note => note.StartsWith($"{key} (", StringComparison.Ordinal)), Does.Match(@"^\w+ \(their\.yaml, line \d+, column \d+\) has no effect: .+\.$"));
        Assert.That(reference.Notes[0], Does.StartWith("their.yaml: a configuration of the paper's own implementation"));
    }

    [TestCase("True", false)]
    [TestCase("no", true)]
    public void Not_to_continue_a_search_is_to_begin_a_fresh_study(string value, bool isNew) =>
        Assert.That(ReferenceFile.Read(ReferenceFile.With($"search_strategy_continue_search: {value}")).Reference!.BeginsAnew, Is.EqualTo(isNew));

    [Test]
    public void Every_key_is_tried_here() => Assert.That(
        ReferenceFile.With("device: cpu", "train_mode: [train, val]", "search_strategy_warmup_samples: 5").Split('\n').Select(line => line.Split(':')[0]),
        Is.EquivalentTo(ReferenceKeys.Names));

    [TestCase("dataset: cifar10", "'cifar10' cannot be loaded: the reference crops and flips")]
    [TestCase("dataset: csawm", "'csawm' cannot be loaded: its images are PNG files")]
    [TestCase("dataset: adnist", "the reference knows no dataset 'adnist'; did you mean 'addnist'?")]
    [TestCase("dataset: None", "found 'None', expected a value.")]
    [TestCase("num_classes: [128, many]", "found [128, many], expected a number of classes, or a list of height and width.")]
    [TestCase("num_classes: many", "found 'many', expected a whole number of at least 1.")]
    [TestCase("channels: three", "found 'three', expected a whole number of at least 1.")]
    [TestCase("image_size: 28", "found '28', expected a list of height and width, such as [28, 28].")]
    [TestCase("image_size: [28, 28, 3]", "found [28, 28, 3], expected a list of height and width, such as [28, 28].")]
    [TestCase("input_mode: col", "found 'col', expected im: ")]
    [TestCase("score: r2", "found 'r2', expected one of xe, relative_l2, mse, mae8, map, cosmic, ecg, deepsea: rank correlations and R² are not measured here.")]
    [TestCase("score: xa", "the reference knows no score 'xa'; did you mean 'xe'?")]
    [TestCase("hpo_runs: 3", "found '3', expected 1: ")]
    [TestCase("lr: None", "found 'None', expected a number: the reference draws one")]
    [TestCase("weight_decay: null", "found None, expected a number: the reference draws one")]
    [TestCase("train_mode: [trainval, test]", "found [trainval, test], expected [train, val]: architectures would be chosen by the test examples")]
    [TestCase("train_mode: [trainval, val]", "found [trainval, val], expected [train, val]: networks would be scored by examples that they were trained on")]
    [TestCase("train_mode: all", "found 'all', expected two of the splits")]
    [TestCase("search_space_min_module_depth: 2", "found '2', expected 0: ")]
    [TestCase("search_space_num_repeated_cells: 2", "found '2', expected 1: ")]
    [TestCase("search_strategy_num_samples: 0", "found '0', expected a whole number of at least 1.")]
    [TestCase("search_strategy: ree", "the reference knows no search strategy 'ree'; did you mean 're'?")]
    [TestCase("search_strategy_architecture_seed: warmup_synflow", "found 'warmup_synflow': the reference's warm-up")]
    [TestCase("search_strategy_architecture_seed: resnet18+resnet9", "the reference knows no seed architecture 'resnet9'; did you mean 'resnet18'?")]
    [TestCase("search_strategy_continue_search: maybe", "found 'maybe', expected True or False.")]
    [TestCase("search_strategy_sampel_size: 3", "the reference's configuration has no such key; did you mean 'search_strategy_sample_size'?")]
    [TestCase("wandb: True", "the reference's configuration has no such key; docs/reference-configs.md lists")]
    [TestCase("max-parameters: 2M", "this is an option of ours in a configuration of the reference; give it on the command line (--max-parameters)")]
    public void A_value_that_cannot_be_honoured_is_refused_by_its_key_and_place(string line, string sentence) => Assert.That(
        () => ReferenceFile.Read(ReferenceFile.With(line)),
        Throws.TypeOf<InputException>().With.Message.Match($@"^{line.Split(':')[0]} \(their\.yaml, line \d+, column \d+\): ").And.Message.Contains(sentence));

    // The binder's own sentences: our option's name, and the place with the reference's.
    [TestCase("epochs: 0")]
    [TestCase("test_epochs: many")]
    [TestCase("seed: -1")]
    public void A_value_that_the_option_refuses_is_refused_by_the_references_key(string line) => Assert.That(
        () => ReferenceFile.Read(ReferenceFile.With(line)),
        Throws.TypeOf<InputException>().With.Message.Match($@"\({line.Split(':')[0]} in their\.yaml, line \d+, column \d+\): found '{line.Split(' ')[1]}', expected a whole number"));

    [Test]
    public void What_is_lacking_is_named_but_for_keys_without_effect()
    {
        Assert.That(
            () => ReferenceFile.Read(ReferenceFile.With("epochs", "lr", "log", "patience")),
            Throws.TypeOf<InputException>().With.Message.EqualTo("their.yaml: a configuration of the reference without epochs, lr; the reference has no defaults for its keys, so give them."));
        Assert.That(
            ReferenceFile.Read(ReferenceFile.With("search_strategy: rs", "search_strategy_sample_size", "search_strategy_init_pop_size", "search_strategy_architecture_seed")).Options.Strategy,
            Is.EqualTo("random"));
    }

    [Test]
    public void The_command_line_wins()
    {
        StudyConfiguration configuration = ReferenceFile.Read(ReferenceFile.With(), "{evaluator: synthetic, profile: corrected, trials: 3, strategy: {population: 1}}");
        Assert.That((configuration.Options.Evaluator, configuration.Options.Profile, configuration.Options.Trials), Is.EqualTo(("synthetic", "corrected", 3)));
        Assert.That(configuration.Parts["evaluator"], Is.EqualTo(Sdk.Plugins.OptionTree.Empty));
        Assert.That(OptionYaml.Write(configuration.Parts["strategy"]), Does.Contain("population: 1\n").And.Contain("tournament: 9\n"));
    }

    [TestCase("", "Option 'objectives' (score in their.yaml, line 8, column 8)")]
    [TestCase("objectives: [beauty]", "--objective")]
    public void An_objective_that_is_none_is_told_where_it_was_named(string commandLine, string place)
    {
        StudyConfiguration configuration = ReferenceFile.Read(ReferenceFile.With(), commandLine);
        Assert.That(
            () => StudyObjectives.Read(configuration.Options.Objectives, "one", [new("loss", Direction.Minimise)], configuration.PlaceOfObjectives),
            Throws.TypeOf<InputException>().With.Message.StartsWith($"{place}: the evaluator 'one' reports no '"));
    }

    // Its folder is its own then, and the file says nothing of it.
    [Test]
    public void Another_task_of_the_command_line_takes_its_own_folder()
    {
        StudyConfiguration configuration = ReferenceFile.Read(ReferenceFile.With(), "{task: npy, data: /own}");
        Assert.That((configuration.Options.Task, configuration.Options.Data, configuration.Reference!.Task), Is.EqualTo(("npy", "/own", (ReferenceTask?)null)));
        Assert.That(configuration.Reference.Notes, Has.One.StartsWith("dataset, num_classes, channels and image_size have no effect"));
    }

    [Test]
    public void A_study_that_is_there_keeps_its_folder()
    {
        StudyConfiguration configuration = StudyConfiguration.Read(OptionYaml.Read("{task: addnist, data: /anywhere/addnist}", "study.yaml"), OptionYaml.Read(ReferenceFile.With(), "their.yaml"));
        Assert.That(configuration.Options.Data, Is.EqualTo("/anywhere/addnist"));
    }

    [TestCase("num_classes: 21", "num_classes (their.yaml, line 4, column 14): found 21, but the data have 20 classes.")]
    [TestCase("channels: 1", "channels (their.yaml, line 5, column 11): found 1, but the data's images are [3,28,28] (channels, height, width).")]
    [TestCase("image_size: [32, 32]", "image_size (their.yaml, line 6, column 1): found [32, 32], but the data's images are [3,28,28] (channels, height, width); the reference would resize them, and nothing here does.")]
    public void Data_of_which_the_file_says_something_else_are_refused(string line, string sentence)
    {
        TaskSpec data = new("addnist", new(3, 28, 28), InputMode.Image, 20);
        Assert.That(() => ReferenceFile.Read(ReferenceFile.With()).Reference!.Task!.RefuseOther(data), Throws.Nothing);
        Assert.That(() => ReferenceFile.Read(ReferenceFile.With(line)).Reference!.Task!.RefuseOther(data), Throws.TypeOf<InputException>().With.Message.EqualTo(sentence));
    }

    [TestCase("trials: 3")]
    [TestCase("strategy: {search_strategy: re}")]
    public void A_file_of_ours_is_no_such_file(string file) => Assert.That(ReferenceConfiguration.Is(OptionYaml.Read(file, "ours.yaml")), Is.False);

    [TestCase("xe", "validation-accuracy")]
    [TestCase("relative_l2", "validation-relative-l2")]
    [TestCase("mse", "validation-loss")]
    [TestCase("mae8", "validation-loss")]
    [TestCase("map", "validation-mean-average-precision")]
    [TestCase("cosmic", "validation-auroc")]
    [TestCase("ecg", "validation-f1")]
    [TestCase("deepsea", "validation-auroc")]
    public void A_score_is_an_objective(string score, string objective) =>
        Assert.That(Resolve(ReferenceFile.With($"score: {score}")), Does.Contain($"objectives: [{objective}]\n"));

    // The reference's step by the sum over a batch of 128 is ours by the mean with 128 times the rate; what decays is its square, whose share so grows.
    [Test]
    public void Rates_of_a_loss_that_the_reference_sums_are_those_of_the_mean()
    {
        string file = ReferenceFile.With("dataset: darcyflow", "score: relative_l2");
        Assert.That(Resolve(file), Does.Contain("  learning-rate: 6.4\n").And.Contain("  weight-decay: 0.00000078125\n").And.Contain("  momentum: 0.8\n"));
        Assert.That(ReferenceFile.Read(file).Reference!.Notes, Has.One.StartsWith("lr (their.yaml, line 14, column 5): becomes 6.4, since the reference sums the loss over a batch of 128"));
    }

    [TestCase("cifar100", "the reference crops and flips images at random while it trains")]
    [TestCase("ninapro", "the reference resizes the arrays")]
    [TestCase("cosmic", "the reference adds a random amount of sky")]
    [TestCase("addnist", null)]
    public void What_of_a_dataset_is_not_as_the_reference_has_it_is_told(string name, string? difference)
    {
        string[] notes = [.. ReferenceFile.Read(ReferenceFile.With($"dataset: {name}")).Reference!.Notes.Where(note => note.StartsWith("dataset (", StringComparison.Ordinal))];
        Assert.That(notes, difference is null ? Is.Empty : Has.One.StartsWith($"dataset (their.yaml, line 2, column 10): {difference}"));
    }

    [TestCase("num_classes: [85, 85]", "score: relative_l2", null)]
    [TestCase("num_classes: [85, 86]", "score: relative_l2", "num_classes (their.yaml, line 4, column 1): found [85, 86], but the data have answers of [85,85].")]
    [TestCase("num_classes: 85", "score: relative_l2", "num_classes (their.yaml, line 4, column 14): found 85, but the data have answers of [85,85].")]
    [TestCase("num_classes: [85, 85]", "score: xe", "score (their.yaml, line 8, column 8): found 'xe', but the task 'darcyflow' is a dense-regression, scored by relative-l2.")]
    [TestCase("num_classes: [85, 85]", "score: mae8", "score (their.yaml, line 8, column 8): found 'mae8', but the task 'darcyflow' is a dense-regression, scored by relative-l2.")]
    public void Answers_of_another_shape_or_score_are_refused(string classes, string score, string? sentence)
    {
        TaskSpec data = new("darcyflow", new(1, 85, 85), InputMode.Image, OutputKind.DenseRegression, new(85, 85));
        ReferenceTask task = ReferenceFile.Read(ReferenceFile.With("dataset: darcyflow", "channels: 1", "image_size: [85, 85]", classes, score)).Reference!.Task!;
        Assert.That(() => task.RefuseOther(data), sentence is null ? Throws.Nothing : Throws.TypeOf<InputException>().With.Message.EqualTo(sentence));
    }

    private static IEnumerable<string> Tasks() => ReferenceDatasets.Tasks;

    /// <summary>What the file gives, as study.yaml has it.</summary>
    private static string Resolve(string file, string commandLine = "")
    {
        StudyConfiguration configuration = ReferenceFile.Read(file, commandLine);
        var tree = StudyConfiguration.Write(configuration.Options, configuration.Parts);
        var given = StudyConfiguration.Write(new StudyOptions(), new Dictionary<string, Sdk.Plugins.OptionTree.Mapping>());
        return OptionYaml.Write(tree with { Entries = tree.Entries.RemoveAll(entry => entry.Key != "task" && Equals(given[entry.Key], entry.Value) && !configuration.Parts.ContainsKey(entry.Key)) });
    }
}
