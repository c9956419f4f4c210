using System.Collections.Immutable;
using System.Text.Json;
using Einspace.Sdk;

namespace Einspace.UnseenNas.Folders;

/// <summary>
/// The file <c>metadata</c> of a task's folder: JSON in one of two dialects, <c>n_classes</c> (2021) or <c>num_classes</c> with
/// <c>input_shape</c> (2023 and later). What a search does not need (batch size, learning rate, time limit) is ignored.
/// </summary>
/// <param name="Classes">The number of classes.</param>
/// <param name="InputShape">
/// The shape of one example, [C, H, W] or [S, D], where it is given. The count of examples that stands before it in the file is not to be
/// trusted: the published files disagree with their own data.
/// </param>
/// <param name="Codename">The task's code name, or null.</param>
/// <param name="Benchmark">The published test accuracy to compare with, in percent, or null.</param>
internal sealed record FolderMetadata(int Classes, ImmutableArray<long>? InputShape, string? Codename, double? Benchmark)
{
    /// <summary>The file's name in a folder.</summary>
    public const string FileName = "metadata";

    /// <summary>Reads the file.</summary>
    /// <param name="folder">The task's folder.</param>
    /// <exception cref="InputException">It is missing, no JSON, or without the number of classes.</exception>
    public static FolderMetadata Read(string folder)
    {
        string path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
            throw new InputException($"{path} is missing: a JSON file without extension was expected, with at least \"num_classes\".");
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
            JsonElement root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                throw new InputException($"{path} holds {Words(root)}; a JSON object was expected.");
            return new FolderMetadata(ReadClasses(root, path), ReadShape(root, path), Text(root, "codename") ?? Text(root, "name"), Number(root, "benchmark"));
        }
        catch (JsonException e)
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
        json.WriteNumber("num_classes", Classes);
        if (InputShape is { } shape)
        {
            json.WriteStartArray("input_shape");
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

    private static int ReadClasses(JsonElement root, string path)
    {
        if (!root.TryGetProperty("num_classes", out JsonElement value) && !root.TryGetProperty("n_classes", out value))
            throw new InputException($"{path} does not say the number of classes: \"num_classes\" or \"n_classes\" was expected.");
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetInt32(out int classes) || classes < 2)
            throw new InputException($"{path} gives {Words(value)} as the number of classes; a whole number from 2 was expected.");
        return classes;
    }

    private static ImmutableArray<long>? ReadShape(JsonElement root, string path)
    {
        if (!root.TryGetProperty("input_shape", out JsonElement value))
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
