using Einspace.Sdk;
using Einspace.Sdk.Plugins;

namespace Einspace.Host.Studies.Configuration.Reference;

/// <summary>A file of the reference while it becomes a study of ours.</summary>
/// <param name="file">The file.</param>
internal sealed class ReferenceReading(OptionTree.Mapping file)
{
    private readonly List<string> _notes = [];

    /// <summary>The options of ours, so far.</summary>
    public OptionTree.Mapping Options { get; private set; } = OptionTree.Empty;

    /// <summary>What the data must be, so far.</summary>
    public ReferenceTask? Task { get; set; }

    public bool BeginsAnew { get; set; }

    /// <summary>Sentences about keys without effect, and about what is not as the reference has it.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>Whether the file asks for random search, which has no population and no seeds.</summary>
    public bool IsRandomSearch => Find("search_strategy") is { Tree: OptionTree.Scalar { Text: "rs" } };

    /// <summary>A key of the file; null where it lacks it.</summary>
    public ReferenceValue? Find(string key) => file[key] is { } tree ? new ReferenceValue(key, tree) : null;

    public void Set(string option, OptionTree value) => Options = Options.With(option, value);

    public void Set(string part, string option, OptionTree value) =>
        Options = Options.With(part, (Options[part] as OptionTree.Mapping ?? OptionTree.Empty).With(option, value));

    /// <summary>Tells that a key has no effect.</summary>
    /// <param name="value">The key.</param>
    /// <param name="reason">Why, as the end of a sentence.</param>
    public void Ignore(ReferenceValue value, string reason) => _notes.Add($"{value.Key} ({value.Tree.Origin}) has no effect: {reason}.");

    /// <summary>Tells what is not as the reference has it.</summary>
    /// <param name="value">The key.</param>
    /// <param name="difference">What, as the end of a sentence.</param>
    public void Tell(ReferenceValue value, string difference) => _notes.Add($"{value.Key} ({value.Tree.Origin}): {difference}.");

    /// <summary>Refuses a name that is not among those known.</summary>
    public static InputException Unknown(ReferenceValue value, string kind, string name, IEnumerable<string> names)
    {
        string all = $"expected one of {string.Join(", ", names)}";
        return value.Refusal(NearestName.Of(name, names) is { } near
            ? $"the reference knows no {kind} '{name}'; did you mean '{near}'? ({all})"
            : $"the reference knows no {kind} '{name}', {all}.");
    }
}
