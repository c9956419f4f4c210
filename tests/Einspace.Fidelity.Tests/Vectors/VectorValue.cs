using System.Collections.Immutable;
using System.Text.Json;
using Einspace.Grammar;
using Einspace.Sdk.Grammars;
using Einspace.Sdk.Graphs;

namespace Einspace.Fidelity.Tests.Vectors;

/// <summary>A JSON value that knows where it stands; what is not as expected is a sentence with that place. Unknown keys are not looked at.</summary>
/// <param name="Json">The value.</param>
/// <param name="Where">The file, line and case, and the keys below it.</param>
internal readonly record struct VectorValue(JsonElement Json, string Where)
{
    private static readonly ArchitectureNotation Notation = new EinspaceFactory().Notations[0];

    public bool IsObject => Json.ValueKind == JsonValueKind.Object;

    /// <summary>A member that must be there.</summary>
    public VectorValue this[string key] => Find(key) ?? throw new DamagedVectorException($"{Where}: there is no '{key}'.");

    /// <summary>A member that may be absent or null.</summary>
    public VectorValue? Find(string key)
    {
        if (!IsObject)
            throw Unexpected("an object");
        return Json.TryGetProperty(key, out JsonElement value) && value.ValueKind != JsonValueKind.Null
            ? new VectorValue(value, $"{Where}, {key}")
            : null;
    }

    /// <summary>The same value under another name.</summary>
    public VectorValue Named(string where) => this with { Where = where };

    public string Text() => Json.ValueKind == JsonValueKind.String ? Json.GetString()! : throw Unexpected("a text");

    /// <summary>An architecture in the reference's notation, as it stands there.</summary>
    public string Architecture()
    {
        try
        {
            Notation.Read(Text());
            return Text();
        }
        catch (ArchitectureSyntaxException exception)
        {
            throw new DamagedVectorException($"{Where}: {exception.Message}");
        }
    }

    public bool Flag() => Json.ValueKind is JsonValueKind.True or JsonValueKind.False ? Json.GetBoolean() : throw Unexpected("true or false");

    public long Whole() =>
        Json.ValueKind == JsonValueKind.Number && Json.TryGetInt64(out long number) ? number : throw Unexpected("a whole number");

    public double Number() => Json.ValueKind == JsonValueKind.Number ? Json.GetDouble() : throw Unexpected("a number");

    public IEnumerable<VectorValue> Items()
    {
        if (Json.ValueKind != JsonValueKind.Array)
            throw Unexpected("a list");
        string where = Where;
        return Json.EnumerateArray().Select((item, i) => new VectorValue(item, $"{where}[{i}]"));
    }

    public IEnumerable<KeyValuePair<string, VectorValue>> Members()
    {
        if (!IsObject)
            throw Unexpected("an object");
        string where = Where;
        return Json.EnumerateObject().Select(member => KeyValuePair.Create(member.Name, new VectorValue(member.Value, $"{where}, {member.Name}")));
    }

    public ImmutableArray<double> Numbers() => [.. Items().Select(item => item.Number())];

    public ImmutableArray<string> Texts() => [.. Items().Select(item => item.Text())];

    public ImmutableDictionary<string, long> Counts() => Members().ToImmutableDictionary(member => member.Key, member => member.Value.Whole());

    public ImmutableDictionary<string, ImmutableDictionary<string, long>> Tables() =>
        Members().ToImmutableDictionary(member => member.Key, member => member.Value.Counts());

    /// <summary>A shape without batch axis.</summary>
    public TensorShape Shape() => ShapeOf(Items());

    /// <summary>A shape whose first entry is the batch, a number or "N".</summary>
    public TensorShape ShapeAfterBatch() => ShapeOf(Items().Skip(1));

    public DamagedVectorException Unexpected(string expected)
    {
        string found = Json.GetRawText();
        return new DamagedVectorException($"{Where}: expected {expected}; found {(found.Length > 60 ? found[..60] + "…" : found)}.");
    }

    private TensorShape ShapeOf(IEnumerable<VectorValue> sizes)
    {
        long[] found = [.. sizes.Select(size => size.Whole())];
        return found.Length > 0 && found.All(size => size > 0) ? new TensorShape(found) : throw Unexpected("a shape");
    }
}
