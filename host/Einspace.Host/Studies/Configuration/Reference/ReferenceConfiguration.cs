using System.Collections.Immutable;
using Einspace.Host.Configuration;
using Einspace.Sdk;
using Einspace.Sdk.Plugins;

namespace Einspace.Host.Studies.Configuration.Reference;

/// <summary>
/// A configuration file of the paper's own implementation (<c>configs/*/*.yaml</c>), said in options of ours, in the profile
/// <c>reference</c>. Every key is honoured, refused by name, or noted to have no effect.
/// </summary>
internal sealed record ReferenceConfiguration
{
    private ReferenceConfiguration(OptionTree.Mapping options, ReferenceTask task) => (Options, Task) = (options, task);

    /// <summary>The same in options of ours; their places name the reference's keys.</summary>
    public OptionTree.Mapping Options { get; }

    /// <summary>What the data must be; null where the command line names another task.</summary>
    public ReferenceTask? Task { get; private init; }

    /// <summary>Whether the file asks for a fresh study, whatever is there.</summary>
    public bool BeginsAnew { get; private init; }

    /// <summary>What a person should know: that the file was understood, and each key without effect.</summary>
    public ImmutableArray<string> Notes { get; private init; } = [];

    /// <summary>Whether a file is such a one: its keys have underscores, ours never, and every one of its files says how it searches.</summary>
    public static bool Is(OptionTree.Mapping file) => file.Entries.Any(entry => entry.Value.Origin != OptionAssignment.CommandLine
        && (entry.Key.StartsWith("search_strategy", StringComparison.Ordinal) || entry.Key.StartsWith("search_space_", StringComparison.Ordinal)));

    /// <summary>Reads a file.</summary>
    /// <exception cref="InputException">A key is unknown, missing, or asks for what is not built; the sentence names it.</exception>
    public static ReferenceConfiguration Read(OptionTree.Mapping file)
    {
        RefuseUnknown(file);
        ReferenceReading study = new(file);
        RefuseLacking(file, study);
        study.Set("profile", new OptionTree.Scalar("reference"));
        study.Set("evaluator", "name", new OptionTree.Scalar("torch"));
        study.Set("grammar", "name", new OptionTree.Scalar("einspace"));
        foreach (ReferenceKey key in ReferenceKeys.All)
        {
            if (study.Find(key.Name) is { } value)
                key.Read(study, value);
        }

        return new ReferenceConfiguration(OnlySampling(study) ? Sampling(study) : study.Options, study.Task!)
        {
            BeginsAnew = study.BeginsAnew,
            Notes = [$"{file.Origin?.Source}: a configuration of the paper's own implementation, run in the profile 'reference' (docs/reference-configs.md).", .. study.Notes],
        };
    }

    /// <summary>The folder of a dataset's data.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="root">What <c>--data</c> says, where the command line says something; the reference's own root is <c>data</c>.</param>
    public static OptionTree FolderBelow(string dataset, OptionTree? root) => root switch
    {
        null => new OptionTree.Scalar(Path.Combine("data", dataset)),
        OptionTree.Scalar { Text: { } folder } => new OptionTree.Scalar(Path.Combine(folder, dataset)) { Origin = root.Origin },
        _ => root,
    };

    /// <summary>The same where the command line names another task.</summary>
    public ReferenceConfiguration WithoutTask() => this with
    {
        Task = null,
        Notes = Notes.Add("dataset, num_classes, channels and image_size have no effect: the command line names another task."),
    };

    private static void RefuseUnknown(OptionTree.Mapping file)
    {
        ImmutableArray<string> ours = [.. OptionDescriptions.Of(typeof(StudyOptions)).Select(option => option.Name)];
        foreach ((string key, OptionTree tree) in file.Entries.Where(entry => !ReferenceKeys.Names.Contains(entry.Key)))
        {
            ReferenceValue value = new(key, tree);
            throw value.Refusal(
                StudyConfiguration.PartKeys.Contains(key) || ours.Contains(key) ? $"this is an option of ours in a configuration of the reference; give it on the command line (--{key}), or make the file one of ours."
                : NearestName.Of(key, ReferenceKeys.Names) is { } near ? $"the reference's configuration has no such key; did you mean '{near}'?"
                : "the reference's configuration has no such key; docs/reference-configs.md lists those it has.");
        }
    }

    private static void RefuseLacking(OptionTree.Mapping file, ReferenceReading study)
    {
        string[] lacking =
        [
            .. ReferenceKeys.All.Where(key => !key.MayLack && !(key.IsOfPopulations && study.IsRandomSearch) && file[key.Name] is null).Select(key => key.Name),
        ];
        if (lacking.Length > 0)
            throw new InputException($"{file.Origin?.Source}: a configuration of the reference without {string.Join(", ", lacking)}; the reference has no defaults for its keys, so give {(lacking.Length == 1 ? "it" : "them")}.");
    }

    /// <summary>Whether evolution never comes to its first child, as in the files that the reference calls random search.</summary>
    private static bool OnlySampling(ReferenceReading study) => !study.IsRandomSearch
        && study.Options["seed-architecture"] is null
        && study.Find("search_strategy_init_pop_size")!.Count() >= study.Find("search_strategy_num_samples")!.Count();

    private static OptionTree.Mapping Sampling(ReferenceReading study)
    {
        study.Ignore(study.Find("search_strategy_sample_size")!, "the population is as large as the search, so that every network is a sample and no child: random search");

        // The reference fills its population first, however few samples are asked for.
        return study.Options.With("trials", study.Find("search_strategy_init_pop_size")!.Option).With("strategy", OptionTree.Empty.With("name", study.Find("search_strategy")!.Write("random")));
    }
}
