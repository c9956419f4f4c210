using Einspace.Grammar;
using Einspace.Host.Studies.Configuration;
using Einspace.Sdk.Plugins;
using Einspace.Strategies.RandomSearch;
using Einspace.Strategies.RegularizedEvolution;
using Einspace.Training;

namespace Einspace.Bench.Fidelity;

/// <summary>The options of all parts that the reference has, by the names that <c>--set</c> and the command line give them.</summary>
internal sealed class OptionTable
{
    private const string Reference = "reference";
    private readonly SortedDictionary<string, OptionDescription> _options = new(StringComparer.Ordinal);
    private readonly HashSet<string> _explained = [];

    public OptionTable()
    {
        Add("grammar.", typeof(EinspaceOptions));
        Add("evaluator.", typeof(TrainingOptions));
        Add("strategy.", typeof(RegularizedEvolutionOptions));
        Add("strategy.", typeof(RandomSearchOptions));
        Add("--", typeof(StudyOptions));
    }

    /// <summary>The options with a value of the reference that no quirk explained.</summary>
    public IEnumerable<string> Unexplained =>
        _options.Where(option => option.Value.Profiles.ContainsKey(Reference) && !_explained.Contains(option.Key)).Select(option => option.Key);

    public string Documentation(string name) => Find(name).Documentation;

    /// <summary>The default, as one would write it.</summary>
    public string Default(string name) => Words(name, Find(name).Default);

    /// <summary>The reference's value: the default where no profile says another.</summary>
    public string InReference(string name)
    {
        _explained.Add(name);
        OptionDescription option = Find(name);
        return Words(name, option.Profiles.GetValueOrDefault(Reference, option.Default ?? "null"));
    }

    private static string Words(string name, string? value) => value is null or "null" ? name.StartsWith("--", StringComparison.Ordinal) ? "none" : "null" : value;

    private OptionDescription Find(string name) => _options.TryGetValue(name, out OptionDescription? option)
        ? option
        : throw new InvalidOperationException($"The page explains the option {name}, which is not there; there are {string.Join(", ", _options.Keys)}.");

    private void Add(string prefix, Type options)
    {
        foreach (OptionDescription option in OptionDescriptions.Of(options))
            _options.TryAdd(prefix + option.Name, option);
    }
}
