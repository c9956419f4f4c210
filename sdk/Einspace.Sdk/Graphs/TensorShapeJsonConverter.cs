using System.Text.Json;
using System.Text.Json.Serialization;

namespace Einspace.Sdk.Graphs;

/// <summary>Writes a <see cref="TensorShape"/> as a JSON array of its sizes.</summary>
internal sealed class TensorShapeJsonConverter : JsonConverter<TensorShape>
{
    public override TensorShape Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            throw new JsonException("A tensor shape must be an array of sizes.");
        List<long> sizes = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            sizes.Add(reader.GetInt64());
        return new TensorShape(sizes.ToArray());
    }

    public override void Write(Utf8JsonWriter writer, TensorShape value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (long size in value.Sizes)
            writer.WriteNumberValue(size);
        writer.WriteEndArray();
    }
}
