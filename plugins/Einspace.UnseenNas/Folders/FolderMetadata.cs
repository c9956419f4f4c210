using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Einspace.Sdk;
using Einspace.Sdk.Data;

namespace Einspace.UnseenNas.Folders;

/// <summary>
/// The file <c>metadata</c> of a task's folder: JSON in one of two dialects, <c>n_classes</c> (2021) or <c>num_classes</c> with
/// <c>input_shape</c> (2023 and later). What a search does not need (batch size, learning rate, time limit) is ignored. The keys
/// <c>output</c> and <c>metric</c> are ours: no published task is anything but a classification.
/// </summary>
/// <param name="Classes">The number of classes; of other tasks what the file says of labels or values, null where it says nothing.</param>
/// <param name="InputShape">
/// The shape of one example, [C, H, W] or [S, D], where it is given. The count of examples that stands before it in the file is not to be
/// trusted: the published files disagree with their own data.
/// </param>
/// <param name="Codename">The task's code name, or null.</param>
/// <param name="Benchmark">The published test accuracy to compare with, in percent, or null.</param>
internal sealed record FolderMetadata(int? Classes, ImmutableArray<long>? InputShape, string? Codename, double? Benchmark)
{
    /// <summary>The file's name in a folder.</summary>
    public const string FileName = "metadata";

    private const string ClassesKey = "num_classes", OldClassesKey = "n_classes", ShapeKey = "input_shape", OutputKey = "output", MetricKey = "metric";

    // More is a mistake, and would eat the memory.
    private const int MostClasses = 1_000_000;

    /// <summary>What is answered.</summary>
    public OutputKind Output { get; init; } = OutputKind.Classification;

    /// <summary>How well a network does is told by this; null takes the usual metric of the kind.</summary>
    public TaskMetric? Metric { get; init; }

    /// <summary>Reads the file.</summary>
    /// <param name="folder">The task's folder.</param>
    /// <exception cref="InputException">It is missing, no JSON, or says something that cannot be, such as a classification without its number of classes.</exception>
    public static FolderMetadata Read(string folder)
    {
        string path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
            throw new InputException($"{path} is missing: a JSON file without extension was expected, with at least \"num_classes\", or \"output\" where the task is no classification.");
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllText(path));
            JsonElement root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                throw new InputException($"{path} holds {Words(root)}; a JSON object was expected.");
            OutputKind output = ReadOutput(root, path);
            return new FolderMetadata(ReadClasses(root, output, path), ReadShape(root, path), Text(root, "codename") ?? Text(root, "name"), Number(root, "benchmark"))
            {
                Output = output,
                Metric = ReadMetric(root, output, path),
            };
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException) // the latter of half a surrogate pair
        {
            throw new InputException($"{path} is not valid JSON: {e.Message}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path} cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Writes the file in the later dialect.</summary>
    /// <param name="folder">The task's folder.</param>
    /// <param name="trainingExamples">The count that goes before the shape of an example.</param>
    public void Write(string folder, long trainingExamples)
    {
        using FileStream stream = File.Create(Path.Combine(folder, FileName));
        using Utf8JsonWriter json = new(stream);
        json.WriteStartObject();
        if (Classes is { } classes)
            json.WriteNumber(ClassesKey, classes);
        if (Output != OutputKind.Classification)
            json.WriteString(OutputKey, Output.Name());
        if (Metric is { } metric)
            json.WriteString(MetricKey, metric.Name());
        if (InputShape is { } shape)
        {
            json.WriteStartArray(ShapeKey);
            json.WriteNumberValue(trainingExamples);
            foreach (long size in shape)
                json.WriteNumberValue(size);
            json.WriteEndArray();
        }

        if (Codename is not null)
            json.WriteString("codename", Codename);
        if (Benchmark is { } benchmark)
            json.WriteNumber("benchmark", benchmark);
        json.WriteEndObject();
    }

    private static int? ReadClasses(JsonElement root, OutputKind output, string path)
    {
        if (!root.TryGetProperty(ClassesKey, out JsonElement value) && !root.TryGetProperty(OldClassesKey, out value))
        {
            return output != OutputKind.Classification ? null
                : throw new InputException($"{path} does not say the number of classes: \"{ClassesKey}\" or \"{OldClassesKey}\" was expected.");
        }

        int least = output == OutputKind.Classification ? 2 : 1;
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetInt32(out int classes) || classes < least || classes > MostClasses)
            throw new InputException(string.Create(CultureInfo.InvariantCulture, $"{path} gives {Words(value)} as the number of classes; a whole number from {least} to {MostClasses:N0} was expected."));
        return classes;
    }

    private static OutputKind ReadOutput(JsonElement root, string path)
    {
        if (!root.TryGetProperty(OutputKey, out JsonElement value))
            return OutputKind.Classification;
        foreach (OutputKind output in Enum.GetValues<OutputKind>())
        {
            if (value.ValueKind == JsonValueKind.String && value.ValueEquals(output.Name()))
                return output;
        }

        throw new InputException($"{path} gives {Words(value)} as \"{OutputKey}\"; {Choice(Enum.GetValues<OutputKind>().Select(OutputKinds.Name))} was expected.");
    }

    private static TaskMetric? ReadMetric(JsonElement root, OutputKind output, string path)
    {
        if (!root.TryGetProperty(MetricKey, out JsonElement value))
            return null;
        foreach (TaskMetric metric in TaskMetrics.Of(output))
        {
            if (value.ValueKind == JsonValueKind.String && value.ValueEquals(metric.Name()))
                return metric;
        }

        throw new InputException($"{path} gives {Words(value)} as \"{MetricKey}\"; with the output {output.Name()}, {Choice(TaskMetrics.Of(output).Select(TaskMetrics.Name))} was expected.");
    }

    private static string Choice(IEnumerable<string> names) => names.ToArray() is [.. var first, var last] ? $"{string.Join(", ", first)} or {last}" : "";

    private static ImmutableArray<long>? ReadShape(JsonElement root, string path)
    {
        if (!root.TryGetProperty(ShapeKey, out JsonElement value))
            return null;
        ImmutableArray<long>.Builder sizes = ImmutableArray.CreateBuilder<long>();
        foreach (JsonElement item in value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().ToArray() : [])
        {
            if (item.ValueKind == JsonValueKind.Number && item.TryGetInt64(out long size) && size > 0)
                sizes.Add(size);
        }

        if (sizes.Count is not (3 or 4) || value.GetArrayLength() != sizes.Count)
        {
            throw new InputException(
                $"{path} gives {value.GetRawText()} as \"input_shape\"; [examples, channels, height, width] was expected, or [examples, S, D] of tokens.");
        }

        return sizes.ToImmutable()[1..];
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static double? Number(JsonElement root, string name) =>
        root.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;

    private static string Words(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => "a list",
        JsonValueKind.Object => "an object",
        _ => value.GetRawText(),
    };
}
