using System.Collections.Immutable;
using System.Globalization;
using Einspace.Host.Configuration;
using Einspace.Host.Studies.Configuration.Reference;
using Einspace.Sdk;
using Einspace.Sdk.Plugins;

namespace Einspace.Host.Studies.Configuration;

/// <summary>
/// What a study is to be, as a person wrote it. A study's file has the keys of the command line's options; where a part has
/// options of its own, its key holds a mapping with the part's <c>name</c> and them:
/// <code>
/// task: digits
/// strategy:
///   name: regularized-evolution
///   population: 50
/// trials: 100
/// max-parameters: 2M
/// </code>
/// The parts are <c>task</c>, <c>grammar</c>, <c>strategy</c>, <c>evaluator</c> and <c>pruner</c>. A file of the paper's own implementation
/// is understood as well (<see cref="ReferenceConfiguration"/>).
/// </summary>
internal sealed record StudyConfiguration
{
    /// <summary>The key that holds a part's name among its options.</summary>
    public const string NameKey = "name";

    private const string MemoryLimit = "max-activation-memory";
    private static readonly ImmutableArray<string> Limits = ["max-parameters", "max-multiply-adds", MemoryLimit, "max-operators"];

    // Timers run no longer.
    private static readonly TimeSpan LongestTime = TimeSpan.FromDays(24);

    private readonly OptionTree.Mapping _given;
    private readonly double _scale;

    private StudyConfiguration(
        OptionTree.Mapping given, StudyOptions options, ImmutableDictionary<string, OptionTree.Mapping> parts, double scale = 1)
    {
        _given = given;
        _scale = scale;
        Options = options;
        Parts = parts;
    }

    /// <summary>The keys of parts.</summary>
    public static ImmutableArray<string> PartKeys { get; } = ["task", "grammar", "strategy", "evaluator", "pruner"];

    /// <summary>The options that are no part's.</summary>
    public StudyOptions Options { get; }

    /// <summary>The options of each part, by its key.</summary>
    public ImmutableDictionary<string, OptionTree.Mapping> Parts { get; }

    /// <summary>What was read from a file of the paper's own implementation; null where there is none.</summary>
    public ReferenceConfiguration? Reference { get; private init; }

    /// <summary>What named the objectives, for messages: the option of the command line, or a key with its file and line.</summary>
    public string PlaceOfObjectives => _given["objectives"]?.Origin is { } origin && origin != OptionAssignment.CommandLine ? $"Option 'objectives' ({origin})" : "--objective";

    /// <summary>Reads a configuration.</summary>
    /// <param name="layers">
    /// Trees of options, of which the later one wins: key by key, and a part's options key by key too, except that a layer which
    /// names another part drops the options of the earlier one.
    /// </param>
    /// <exception cref="InputException">A key or value is wrong; the sentence names it and its origin.</exception>
    public static StudyConfiguration Read(params ReadOnlySpan<OptionTree.Mapping> layers)
    {
        (OptionTree.Mapping merged, ReferenceConfiguration? reference) = Merge(layers);
        var parts = ImmutableDictionary.CreateBuilder<string, OptionTree.Mapping>();
        OptionTree.Mapping flat = OptionTree.Empty;
        foreach ((string key, OptionTree value) in merged.Entries)
        {
            if (!PartKeys.Contains(key))
            {
                flat = flat.With(key, ReadLimit(key, value));
                continue;
            }

            var section = (OptionTree.Mapping)value;
            if (section[NameKey] is { } name)
                flat = flat.With(key, name);
            parts.Add(key, section with { Entries = section.Entries.RemoveAll(entry => entry.Key == NameKey) });
        }

        StudyOptions options = OptionBinder.Bind<StudyOptions>(flat, profile: (flat["profile"] as OptionTree.Scalar)?.Text);
        RefuseTime(flat, "trial-timeout", options.TrialTimeout);
        RefuseTime(flat, "propose-timeout", options.ProposeTimeout);
        return new StudyConfiguration(flat, options, parts.ToImmutable()) { Reference = reference };
    }

    /// <summary>Shrinks what says how large the study is, unless the command line gave it (<see cref="ScalesAttribute"/>).</summary>
    /// <param name="scale">By which factor, above 0 and at most 1.</param>
    public StudyConfiguration ScaledBy(double scale) => new(_given, (StudyOptions)OptionBinder.Scale(Options, scale, OnCommandLine(_given)), Parts, scale) { Reference = Reference };

    /// <summary>Binds the options of a part, in the study's profile, and to its scale.</summary>
    /// <param name="key">The part's key.</param>
    /// <param name="type">The record of its options.</param>
    /// <exception cref="InputException">An option is unknown, of the wrong kind or out of range.</exception>
    public object Bind(string key, Type type)
    {
        OptionTree.Mapping given = Parts.GetValueOrDefault(key, OptionTree.Empty);
        return OptionBinder.Scale(OptionBinder.Bind(type, given, key, Options.Profile), _scale, OnCommandLine(given));
    }

    /// <summary>Writes a configuration that <see cref="Read"/> reads back.</summary>
    /// <param name="options">The options that are no part's.</param>
    /// <param name="parts">Every option of each part, by its key.</param>
    public static OptionTree.Mapping Write(StudyOptions options, IReadOnlyDictionary<string, OptionTree.Mapping> parts)
    {
        OptionTree.Mapping tree = OptionBinder.Write(options);
        foreach ((string key, OptionTree.Mapping section) in parts)
        {
            if (section.Entries.Length > 0)
                tree = tree.With(key, new OptionTree.Mapping([new(NameKey, tree[key]!), .. section.Entries]));
        }

        return tree;
    }

    /// <summary>Reads a limit's count such as <c>2M</c>, or <c>none</c>; the rest is left to the binder, sizes among it.</summary>
    /// <param name="key">The option.</param>
    /// <param name="value">Its value; as it is where the option is no limit.</param>
    public static OptionTree ReadLimit(string key, OptionTree value)
    {
        if (!Limits.Contains(key))
            return value;
        if (value is OptionTree.Scalar { Text: "none" })
            return new OptionTree.Scalar(null) { Origin = value.Origin };
        if (key == MemoryLimit || value is not OptionTree.Scalar { Text: [.. var digits, var suffix] })
            return value;
        decimal unit = suffix switch { 'k' or 'K' => 1e3m, 'M' => 1e6m, 'G' or 'B' => 1e9m, _ => 0 };
        return unit > 0
            && decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal count)
            && count < long.MaxValue / unit && count * unit % 1 == 0
            ? new OptionTree.Scalar((count * unit).ToString("0", CultureInfo.InvariantCulture)) { Origin = value.Origin }
            : value;
    }

    private static ImmutableArray<string> OnCommandLine(OptionTree.Mapping given) =>
        [.. given.Entries.Where(entry => entry.Value.Origin == OptionAssignment.CommandLine).Select(entry => entry.Key)];

    private static void RefuseTime(OptionTree.Mapping flat, string key, TimeSpan? time)
    {
        if (time is { } given && (given <= TimeSpan.Zero || given > LongestTime))
            throw new InputException($"Option '{key}' ({flat[key]!.Origin}): found '{(flat[key] as OptionTree.Scalar)?.Text}', expected a time above 0 and of at most {LongestTime.Days} days.");
    }

    /// <summary>Gives every part the same form: a mapping. Datasets are called by either name, as <c>data make</c> calls them, and objectives as on the command line.</summary>
    private static OptionTree.Mapping Normalise(OptionTree.Mapping layer)
    {
        OptionTree.Mapping normal = OptionTree.Empty;
        foreach ((string given, OptionTree value) in layer.Entries)
        {
            string key = given switch { "dataset" => "task", "objective" => "objectives", _ => given };
            OptionTree section = !PartKeys.Contains(key) ? value : value switch
            {
                OptionTree.Mapping mapping => mapping,
                OptionTree.Scalar name => new OptionTree.Mapping([new(NameKey, name)]) { Origin = value.Origin },
                _ => throw new InputException($"Option '{key}' ({value.Origin}): found {value.Kind}, expected a name, or a mapping with a name and options."),
            };
            normal = normal[key] is OptionTree.Mapping before && section is OptionTree.Mapping more
                ? normal.With(key, OptionMerge.LaterWins(before, more))
                : normal.With(key, section);
        }

        return normal;
    }

    /// <summary>Lays the layers over each other. In a file of the reference and above it, data are a root with a folder for each of its datasets.</summary>
    private static (OptionTree.Mapping Merged, ReferenceConfiguration? Reference) Merge(ReadOnlySpan<OptionTree.Mapping> layers)
    {
        OptionTree.Mapping merged = OptionTree.Empty;
        ReferenceConfiguration? reference = null;
        OptionTree? root = null;
        foreach (OptionTree.Mapping layer in layers)
        {
            bool isReference = ReferenceConfiguration.Is(layer);
            if (isReference)
                reference = ReferenceConfiguration.Read(layer);
            else if (reference is not null)
                root = layer["data"] ?? root;
            merged = Overlay(merged, Normalise(isReference ? reference!.Options : layer));
        }

        if (reference?.Task is not { Name: var dataset })
            return (merged, reference);
        // Who names another task means that task's own folder.
        if (merged["task"] is OptionTree.Mapping task && task[NameKey] is OptionTree.Scalar { Text: var name } && name != dataset)
            return (merged, reference.WithoutTask());
        return (root is not null || merged["data"] is null ? merged.With("data", ReferenceConfiguration.FolderBelow(dataset, root)) : merged, reference);
    }

    private static OptionTree.Mapping Overlay(OptionTree.Mapping earlier, OptionTree.Mapping later)
    {
        foreach ((string key, OptionTree value) in later.Entries)
        {
            bool same = earlier[key] is OptionTree.Mapping before && value is OptionTree.Mapping after
                && (after[NameKey] is not { } name || before[NameKey] is not { } known || name == known);
            earlier = earlier.With(key, same ? OptionMerge.LaterWins((OptionTree.Mapping)earlier[key]!, (OptionTree.Mapping)value) : value);
        }

        return earlier;
    }
}
