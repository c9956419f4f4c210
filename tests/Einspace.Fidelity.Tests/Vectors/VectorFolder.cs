using System.Text.Json;

namespace Einspace.Fidelity.Tests.Vectors;

/// <summary>
/// A folder of facts recorded from the reference implementation, in the formats of shared/reference/vectors (SPEC sections 1, 14, 15).
/// A file that is not there gives one case, whose test is skipped with a sentence; damage is said by the case that has it.
/// </summary>
/// <param name="path">The folder.</param>
internal sealed class VectorFolder(string path)
{
    private readonly Lazy<IReadOnlyList<Recorded<RecordedSeed>>> _seeds = new(() => ReadMembers(path, "seeds.json", "seed", RecordedSeed.Read));
    private readonly Lazy<IReadOnlyList<Recorded<RecordedNetwork>>> _networks = new(() => ReadNetworks(path));
    private readonly Lazy<IReadOnlyList<Recorded<RecordedRegime>>> _regimes = new(() => ReadMembers(path, "rule_freq.json", "regime", RecordedRegime.Read));
    private readonly Lazy<IReadOnlyList<Recorded<RecordedSample>>> _samples = new(() => ReadSamples(path));

    /// <summary>The folder that EINSPACE_VECTORS names, or else the few vectors that this project carries.</summary>
    public static VectorFolder Given { get; } = new(Environment.GetEnvironmentVariable("EINSPACE_VECTORS") is { Length: > 0 } folder
        ? folder
        : Path.Combine(AppContext.BaseDirectory, "Vectors"));

    /// <summary>Of seeds.json: the reference's named architectures.</summary>
    public IReadOnlyList<Recorded<RecordedSeed>> Seeds => _seeds.Value;

    /// <summary>Of numerics.json: networks with parameters and inputs by rule, and what they compute.</summary>
    public IReadOnlyList<Recorded<RecordedNetwork>> Networks => _networks.Value;

    /// <summary>Of rule_freq.json: how often which production was drawn, by regime.</summary>
    public IReadOnlyList<Recorded<RecordedRegime>> Regimes => _regimes.Value;

    /// <summary>Of samples.jsonl: sampled architectures, without those whose sampling failed.</summary>
    public IReadOnlyList<Recorded<RecordedSample>> Samples => _samples.Value;

    private static IReadOnlyList<Recorded<RecordedNetwork>> ReadNetworks(string folder) => ReadWhole<RecordedNetwork>(folder, "numerics.json", root =>
        [.. root["cases"].Items().Select((item, i) =>
        {
            string name = item.Find("name")?.Text() ?? $"case {i + 1}";
            return new Recorded<RecordedNetwork>(name, () => RecordedNetwork.Read(name, item.Named($"numerics.json, case '{name}'")));
        })]);

    /// <summary>Every member of a file that is an object itself; texts about the file are passed over.</summary>
    private static IReadOnlyList<Recorded<T>> ReadMembers<T>(
        string folder, string file, string noun, Func<string, VectorValue, T> read) => ReadWhole<T>(folder, file, root =>
        [.. root.Members()
            .Where(member => member.Value.IsObject)
            .Select(member => new Recorded<T>(member.Key, () => read(member.Key, member.Value.Named($"{file}, {noun} '{member.Key}'"))))]);

    private static IReadOnlyList<Recorded<T>> ReadWhole<T>(string folder, string file, Func<VectorValue, IReadOnlyList<Recorded<T>>> split)
    {
        if (Missing<T>(folder, file) is { } missing)
            return missing;
        try
        {
            return split(new VectorValue(JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, file))).RootElement, file));
        }
        catch (JsonException exception)
        {
            return [Damaged<T>(file, NotJson(file, exception))];
        }
        catch (DamagedVectorException exception)
        {
            return [Damaged<T>(file, exception)];
        }
    }

    private static IReadOnlyList<Recorded<RecordedSample>> ReadSamples(string folder)
    {
        const string FileName = "samples.jsonl";
        if (Missing<RecordedSample>(folder, FileName) is { } missing)
            return missing;
        List<Recorded<RecordedSample>> samples = [];
        int number = 0;
        foreach (string line in File.ReadLines(Path.Combine(folder, FileName)))
        {
            number++;
            if (line.Length > 0 && ReadSample(line, $"{FileName}, line {number}") is { } sample)
                samples.Add(sample);
        }

        return samples;
    }

    /// <summary>Null for a sample that the reference could not complete.</summary>
    private static Recorded<RecordedSample>? ReadSample(string line, string where)
    {
        try
        {
            VectorValue value = new(JsonDocument.Parse(line).RootElement, where);
            if (value.Find("status") is { } status && status.Text() != "ok")
                return null;
            long seed = value["seed"].Whole();
            return new Recorded<RecordedSample>($"seed {seed}", () => RecordedSample.Read(value.Named($"{where}, case seed {seed}")));
        }
        catch (JsonException exception)
        {
            return Damaged<RecordedSample>(where, NotJson(where, exception));
        }
        catch (DamagedVectorException exception)
        {
            return Damaged<RecordedSample>(where, exception);
        }
    }

    private static DamagedVectorException NotJson(string where, JsonException exception) => new($"{where}: this is not JSON: {exception.Message}");

    private static Recorded<T>[]? Missing<T>(string folder, string file)
    {
        if (!Directory.Exists(folder))
            return [Damaged<T>(file, new DamagedVectorException($"There is no folder '{folder}', expected one with recorded vectors (EINSPACE_VECTORS)."))];
        return File.Exists(Path.Combine(folder, file))
            ? null
            : [Recorded<T>.Skipped(file, $"Needs {file}, which is not in the folder '{folder}'.")];
    }

    private static Recorded<T> Damaged<T>(string label, DamagedVectorException damage) => new(label, () => throw damage);
}
