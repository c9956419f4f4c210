using System.Collections.Immutable;
using System.Globalization;
using Einspace.Sdk.Plugins;

namespace Einspace.Host.Studies.Configuration.Reference;

/// <summary>
/// Every key of the reference's configuration and what it becomes, in the order of its own files; docs/reference-configs.md is this as
/// a table. What the reference does with each: its main.py, trainers.py and data.py, and SPEC sections 4 to 11.
/// </summary>
internal static class ReferenceKeys
{
    // In the order of the reference's own table; ours have hyphens.
    private static readonly ImmutableArray<string> Seeds =
    [
        "wideresnet16_4", "resnet18", "resnet18_no_maxpool", "resnet34_no_maxpool", "resnet10", "transformer", "mlp_mixer",
        "transformer_layer", "transformer_layer_sdpa", "resnet_block",
    ];

    public static ImmutableArray<ReferenceKey> All { get; } =
    [
        new("seed", (study, value) => study.Set("seed", value.Option)),
        new("dataset", ReadDataset),
        new("load_in_gpu", (study, value) => study.Ignore(value, "where data lie is the evaluator's business")) { MayLack = true },
        new("num_classes", (study, value) =>
        {
            _ = ReferenceTask.AnswerOf(value);
            study.Task = study.Task! with { Classes = value };
        }),
        new("channels", (study, value) =>
        {
            _ = value.Count();
            study.Task = study.Task! with { Channels = value };
        }),
        new("image_size", (study, value) =>
        {
            _ = ReferenceTask.SidesOf(value);
            study.Task = study.Task! with { ImageSize = value };
        }),
        new("input_mode", (_, value) =>
        {
            if (value.Text != "im")
                throw value.Unexpected("im: the tasks that can be loaded are images");
        }),
        new("score", ReadScore),
        new("epochs", (study, value) => study.Set("epochs", value.Option)),
        new("patience", (study, value) => study.Ignore(value, "the reference reads it and never uses it; --pruner patience ends trials early")) { MayLack = true },
        new("test_epochs", (study, value) => study.Set("final-epochs", value.Option)),
        new("batch_size", (study, value) => study.Set("evaluator", "batch-size", value.Option)),
        new("hpo_runs", (_, value) =>
        {
            if (value.Count() != 1)
                throw value.Unexpected("1: the reference keeps the best of several trainings of each network, and no evaluator here does; --replicates takes the mean of several");
        }),
        new("lr", (study, value) => SetNumber(study, value, "learning-rate", (rate, batch) => rate * batch, "the reference draws one from 10^-3 to 1 for each network, and no evaluator here does")),
        new("momentum", (study, value) => study.Set("evaluator", "momentum", value.IsNone ? value.Write("0.9") : value.Option)),
        new("weight_decay", (study, value) => SetNumber(study, value, "weight-decay", (decay, batch) => decay / batch, "the reference draws one from 10^-5 to 10^-2 for each network, and no evaluator here does")),
        new("train_mode", ReadTrainMode) { MayLack = true },
        new("search_space_computation_module_prob", (study, value) => study.Set("grammar", "computation-probability", value.Option)),
        new("search_space_min_module_depth", (study, value) =>
        {
            if (value.Text != "0")
                throw value.Unexpected("0: at any other the reference itself ends in an error before its first network (Q6); grammar.minimum-depth is an option of ours that works");
            study.Set("grammar", "minimum-depth", value.Option);
        }),
        new("search_space_max_module_depth", (study, value) => study.Set("grammar", "depth-limit", value.Option)),
        new("search_space_num_repeated_cells", (_, value) =>
        {
            if (value.Count() != 1)
                throw value.Unexpected("1: the reference's repeated cells fail for most networks and cannot be saved (Q15), and are not built here");
        }),
        new("search_strategy", ReadStrategy),
        new("search_strategy_num_samples", (study, value) => study.Set("trials", value.Option)),
        new("search_strategy_init_pop_size", (study, value) => OfPopulation(study, value, "population")) { IsOfPopulations = true },
        new("search_strategy_sample_size", (study, value) => OfPopulation(study, value, "tournament")) { IsOfPopulations = true },
        new("search_strategy_architecture_seed", ReadSeeds) { IsOfPopulations = true },
        new("search_strategy_warmup_samples", (study, value) => study.Ignore(value, "only a warm-up would use it, and this file asks for none")) { MayLack = true },
        new("search_strategy_continue_search", (study, value) => study.BeginsAnew = !value.Flag()) { MayLack = true },
        new("log", (study, value) => study.Ignore(value, "every epoch is in the study's journal")) { MayLack = true },
        new("device", (study, value) => study.Set("device", value.Option)) { MayLack = true },
    ];

    public static IEnumerable<string> Names => All.Select(key => key.Name);

    private static void ReadDataset(ReferenceReading study, ReferenceValue value)
    {
        study.Task = new ReferenceTask(ReferenceDatasets.Read(value));
        if (ReferenceDatasets.Difference(study.Task.Name) is { } difference)
            study.Tell(value, difference);
        study.Set("task", "name", value.Option);
    }

    private static void ReadScore(ReferenceReading study, ReferenceValue value)
    {
        ReferenceScore score = ReferenceScore.Read(value);
        study.Task = study.Task! with { Score = score, ScoreKey = value };
        study.Set("objectives", new OptionTree.Sequence([value.Write(score.Objective)]) { Origin = value.Option.Origin });
    }

    /// <summary>
    /// Sets a number of the optimiser. A loss that the reference sums over a batch is a mean here, so that the same steps are taken with
    /// another number; it drops batches that are not full, so that its batches are alike.
    /// </summary>
    private static void SetNumber(ReferenceReading study, ReferenceValue value, string option, Func<decimal, long, decimal> ofMean, string none)
    {
        if (value.IsNone)
            throw value.Unexpected($"a number: {none}");
        OptionTree.Scalar given = value.Option;

        // What is no number, or a large one, is for the binder to refuse.
        if (study.Task is { Score.IsSummed: true } && study.Find("batch_size") is { } size
            && decimal.TryParse(value.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number) && Math.Abs(number) < 1_000)
        {
            given = value.Write(ofMean(number, size.Count()).ToString("0.############", CultureInfo.InvariantCulture));
            study.Tell(value, $"becomes {given.Text}, since the reference sums the loss over a batch of {size.Count()}, and here it is the mean");
        }

        study.Set("evaluator", option, given);
    }

    private static void ReadTrainMode(ReferenceReading study, ReferenceValue value)
    {
        const string expected = "[train, val]";
        string[] splits = value.Tree is OptionTree.Sequence { Items: var items } ? [.. items.Select(item => (item as OptionTree.Scalar)?.Text ?? "")] : [];
        if (splits is not [var train, var scored] || train is not ("train" or "trainval") || scored is not ("val" or "test"))
            throw value.Unexpected($"two of the splits train or trainval, val or test, such as {expected}");
        if (scored == "test")
            throw value.Unexpected($"{expected}: architectures would be chosen by the test examples, which a study here looks at once, at its end; delete the key to choose by the validation examples");
        if (train == "trainval")
            throw value.Unexpected($"{expected}: networks would be scored by examples that they were trained on; delete the key to keep them apart");
    }

    private static void ReadStrategy(ReferenceReading study, ReferenceValue value)
    {
        bool evolves = value.Text is "re" or "rm";
        if (!evolves && value.Text != "rs")
            throw ReferenceReading.Unknown(value, "search strategy", value.Text, ["re", "rm", "rs"]);
        study.Set("strategy", "name", value.Write(evolves ? "regularized-evolution" : "random"));
        if (evolves)
            study.Set("strategy", "frozen", value.Write(value.Text == "rm" ? "true" : "false"));
    }

    private static void OfPopulation(ReferenceReading study, ReferenceValue value, string option)
    {
        if (study.IsRandomSearch)
            study.Ignore(value, "random search (rs) has no population");
        else
            study.Set("strategy", option, value.Option);
    }

    private static void ReadSeeds(ReferenceReading study, ReferenceValue value)
    {
        if (value.IsNone)
            return;
        if (value.Text.Contains("warmup", StringComparison.Ordinal))
            throw value.Refusal($"found '{value.Text}': the reference's warm-up by zero-cost proxies ends in an error (Q21), and is not built here; expected None, or names of seed architectures joined by +.");
        string[] names = value.Text.Split('+');
        if (Array.Find(names, name => !Seeds.Contains(name)) is { } unknown)
            throw ReferenceReading.Unknown(value, "seed architecture", unknown, Seeds);
        if (study.IsRandomSearch)
            study.Ignore(value, "random search (rs) starts from nothing");
        else
            study.Set("seed-architecture", new OptionTree.Sequence([.. names.Select(name => value.Write(name.Replace('_', '-')))]) { Origin = value.Option.Origin });
    }
}
