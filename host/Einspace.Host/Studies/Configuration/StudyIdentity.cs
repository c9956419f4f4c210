using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Einspace.Host.Configuration;
using Einspace.Sdk;
using Einspace.Sdk.Plugins;

namespace Einspace.Host.Studies.Configuration;

/// <summary>
/// What makes a study this study: task with its data's fingerprint, grammar, strategy, evaluator, limits, seed, and their options.
/// Budget, jobs, device and output may change when it is resumed.
/// </summary>
internal static class StudyIdentity
{
    private static readonly ImmutableArray<string> Mutable =
        ["data", "trials", "attempts", "final-epochs", "no-final", "reevaluate-top", "jobs", "device", "checkpoint-space", "propose-timeout"];

    /// <summary>Writes an identity as keys and values.</summary>
    /// <param name="configuration">The resolved configuration.</param>
    /// <param name="fingerprint">The data's fingerprint.</param>
    public static ImmutableSortedDictionary<string, string> Of(OptionTree.Mapping configuration, string fingerprint)
    {
        var identity = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach ((string key, OptionTree value) in configuration.Entries.Where(entry => !Mutable.Contains(entry.Key)))
            Add(identity, key, value);
        identity.Add("data.fingerprint", fingerprint);
        return identity.ToImmutable();
    }

    /// <summary>Eight hexadecimal digits that stand for an identity.</summary>
    public static string Digest(ImmutableSortedDictionary<string, string> identity)
    {
        string text = string.Concat(identity.Select(entry => $"{entry.Key}={entry.Value}\n"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 4));
    }

    /// <summary>Refuses to go on with a study under another identity.</summary>
    /// <exception cref="InputException">They differ; the sentence names the key.</exception>
    public static void RefuseOther(
        string folder, ImmutableSortedDictionary<string, string> begun, ImmutableSortedDictionary<string, string> asked)
    {
        List<string> differing = [.. begun.Keys.Union(asked.Keys).Where(key => begun.GetValueOrDefault(key) != asked.GetValueOrDefault(key)).Order(StringComparer.Ordinal)];
        // A part's own name says more than the options that it has and the other has not.
        string? key = differing.Find(StudyConfiguration.PartKeys.Contains) ?? differing.FirstOrDefault();
        if (key is null)
            return;
        string more = differing.Count > 1 ? $" ({differing.Count - 1} more keys differ: {string.Join(", ", differing.Where(k => k != key).Take(5))})" : "";
        throw new InputException(
            $"The study {folder} was begun with {key} {Value(begun, key)}, now {Value(asked, key)} is asked for{more}; "
            + "leave it as it was, or begin another study in a folder of its own (--study DIR).");
    }

    private static string Value(ImmutableSortedDictionary<string, string> identity, string key) =>
        identity.TryGetValue(key, out string? value) ? $"'{value}'" : "not given";

    private static void Add(ImmutableSortedDictionary<string, string>.Builder identity, string key, OptionTree value)
    {
        switch (value)
        {
            case OptionTree.Mapping mapping:
                foreach ((string name, OptionTree inner) in mapping.Entries)
                    Add(identity, name == StudyConfiguration.NameKey && !key.Contains('.') ? key : $"{key}.{name}", inner);
                break;
            case OptionTree.Sequence sequence when sequence.Items.Length > 0:
                identity.Add(key, string.Join(" | ", sequence.Items.Select(item => item is OptionTree.Scalar scalar ? scalar.Text ?? "null" : OptionYaml.Write(new OptionTree.Mapping([new("item", item)])))));
                break;
            case OptionTree.Scalar { Text: { } text }:
                identity.Add(key, text);
                break;
        }
    }
}
