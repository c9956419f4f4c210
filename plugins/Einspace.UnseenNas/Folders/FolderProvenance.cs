using System.Collections.Immutable;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Einspace.Sdk;
using Einspace.Sdk.Data;
using Einspace.UnseenNas.Tasks;

namespace Einspace.UnseenNas.Folders;

/// <summary>
/// The file <c>provenance.json</c> of a made folder: from what, how, and with which deviations from the published rules. No loader
/// needs it; <c>data check</c> and <c>data show</c> tell what it says, and measure by it what sources the splits share.
/// </summary>
internal sealed record FolderProvenance
{
    /// <summary>The file's name in a folder.</summary>
    public const string FileName = "provenance.json";

    /// <summary>The task that was made, for example <c>addnist</c>.</summary>
    public required string Dataset { get; init; }

    /// <summary>Raised whenever the same sources, sizes, options and seed would give other bytes.</summary>
    public required int GeneratorVersion { get; init; }

    /// <summary>The seed of all random choices.</summary>
    public required ulong Seed { get; init; }

    /// <summary><c>official</c>, or <c>source-disjoint</c> where no source is in two splits.</summary>
    public required string SplitRule { get; init; }

    /// <summary>How examples are made, in a sentence.</summary>
    public required string Rule { get; init; }

    /// <summary>The maker's other options, as names and values.</summary>
    public ImmutableSortedDictionary<string, string> Options { get; init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Names of the classes, from label 0, where they are not the published ones; otherwise empty.</summary>
    public ImmutableArray<string> Classes { get; init; } = [];

    /// <summary>The files that were read.</summary>
    public ImmutableArray<SourceFile> Sources { get; init; } = [];

    /// <summary>For each split and each kind of source, in the plural (<c>digit images</c>), what it was made from.</summary>
    public ImmutableSortedDictionary<DataSplit, ImmutableSortedDictionary<string, SourceIds>> Used { get; init; } =
        ImmutableSortedDictionary<DataSplit, ImmutableSortedDictionary<string, SourceIds>>.Empty;

    /// <summary>One sentence for each thing that is not as published; some are always there, for the published generators set no seed.</summary>
    public ImmutableArray<string> Deviations { get; init; } = [];

    /// <summary>What reports say of the data.</summary>
    public string Origin
    {
        get
        {
            PublishedTask? task = PublishedTasks.All.FirstOrDefault(task => task.Name == Dataset);
            string name = (task?.Title ?? Dataset) + (task?.Unpublished is null ? "" : "-like");
            return string.Create(CultureInfo.InvariantCulture, $"{name}, made here with {SplitRule} splits from seed {Seed}");
        }
    }

    /// <summary>Reads the file where it can be read: data can be used whatever is said of where they come from.</summary>
    /// <param name="folder">The task's folder.</param>
    /// <param name="problem">Why it cannot be read; null where it was, or where there is none.</param>
    public static FolderProvenance? TryRead(string folder, out string? problem)
    {
        problem = null;
        try
        {
            return Read(folder);
        }
        catch (InputException e)
        {
            problem = e.Message;
            return null;
        }
    }

    /// <summary>Reads the file; null where the folder has none.</summary>
    /// <param name="folder">The task's folder.</param>
    /// <exception cref="InputException">It is not what <see cref="Write"/> writes.</exception>
    public static FolderProvenance? Read(string folder)
    {
        string path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
            return null;
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
            JsonElement root = document.RootElement;
            return new FolderProvenance
            {
                Dataset = Member(root, "dataset").GetString() ?? "",
                GeneratorVersion = Member(root, "generator_version").GetInt32(),
                Seed = Member(root, "seed").GetUInt64(),
                SplitRule = Member(root, "split_rule").GetString() ?? "",
                Rule = Member(root, "rule").GetString() ?? "",
                Options = Members(root, "options").ToImmutableSortedDictionary(option => option.Name, option => option.Value.ToString(), StringComparer.Ordinal),
                Classes = Texts(root, "classes"),
                Sources = [.. Items(root, "sources").Select(source => new SourceFile(Member(source, "file").GetString() ?? "", Member(source, "sha256").GetString() ?? ""))],
                Used = Members(root, "splits").ToImmutableSortedDictionary(split => Enum.Parse<DataSplit>(split.Name, ignoreCase: true), split => Kinds(split.Value)),
                Deviations = Texts(root, "deviations"),
            };
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new InputException($"{path} is no record of how the folder was made: {e.Message}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path} cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Writes the file.</summary>
    /// <param name="folder">The task's folder.</param>
    public void Write(string folder)
    {
        using FileStream stream = File.Create(Path.Combine(folder, FileName));
        using Utf8JsonWriter json = new(stream, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteString("dataset", Dataset);
        json.WriteNumber("generator_version", GeneratorVersion);
        json.WriteNumber("seed", Seed);
        json.WriteString("split_rule", SplitRule);
        json.WriteString("rule", Rule);
        json.WriteStartObject("options");
        foreach ((string name, string value) in Options)
            json.WriteString(name, value);
        json.WriteEndObject();
        WriteTexts(json, "deviations", Deviations);
        if (!Classes.IsEmpty)
            WriteTexts(json, "classes", Classes);
        json.WriteStartArray("sources");
        foreach (SourceFile source in Sources)
        {
            json.WriteStartObject();
            json.WriteString("file", source.File);
            json.WriteString("sha256", source.Sha256);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("splits");
        foreach ((DataSplit split, ImmutableSortedDictionary<string, SourceIds> kinds) in Used)
            WriteKinds(json, split, kinds);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteKinds(Utf8JsonWriter json, DataSplit split, ImmutableSortedDictionary<string, SourceIds> kinds)
    {
        json.WriteStartObject(split.ToString().ToLowerInvariant());
        foreach ((string kind, SourceIds ids) in kinds)
        {
            json.WritePropertyName(kind);
            ids.Write(json);
        }

        json.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, ImmutableArray<string> texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }

    private static ImmutableSortedDictionary<string, SourceIds> Kinds(JsonElement split) => split.EnumerateObject().ToImmutableSortedDictionary(
        kind => kind.Name, kind => SourceIds.Read(kind.Value) ?? throw new FormatException($"the numbers of '{kind.Name}' cannot be read"), StringComparer.Ordinal);

    private static JsonElement Member(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) ? value : throw new FormatException($"it does not say \"{name}\"");

    private static IEnumerable<JsonProperty> Members(JsonElement root, string name) => root.TryGetProperty(name, out JsonElement value) ? value.EnumerateObject() : [];

    private static IEnumerable<JsonElement> Items(JsonElement root, string name) => root.TryGetProperty(name, out JsonElement value) ? value.EnumerateArray() : [];

    private static ImmutableArray<string> Texts(JsonElement root, string name) => [.. Items(root, name).Select(text => text.GetString() ?? "")];
}
