using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Einspace.Sdk.Plugins;

/// <summary>Carries options as JSON: objects, arrays, strings, null. Origins are not carried.</summary>
internal sealed class OptionTreeJsonConverter : JsonConverter<OptionTree>
{
    public override bool HandleNull => true;

    public override bool CanConvert(Type typeToConvert) => typeof(OptionTree).IsAssignableFrom(typeToConvert);

    public override OptionTree Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return new OptionTree.Scalar(null);
            case JsonTokenType.String:
                return new OptionTree.Scalar(reader.GetString());
            case JsonTokenType.StartArray:
                var items = ImmutableArray.CreateBuilder<OptionTree>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    items.Add(Read(ref reader, typeToConvert, options));
                return new OptionTree.Sequence(items.ToImmutable());
            case JsonTokenType.StartObject:
                var entries = ImmutableArray.CreateBuilder<KeyValuePair<string, OptionTree>>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    string key = reader.GetString()!;
                    reader.Read();
                    entries.Add(new(key, Read(ref reader, typeToConvert, options)));
                }

                return new OptionTree.Mapping(entries.ToImmutable());
            default:
                throw new JsonException($"Options are carried as objects, arrays, strings and null; found {reader.TokenType}.");
        }
    }

    public override void Write(Utf8JsonWriter writer, OptionTree value, JsonSerializerOptions options)
    {
        switch (value)
        {
            case OptionTree.Scalar scalar:
                writer.WriteStringValue(scalar.Text);
                break;
            case OptionTree.Sequence sequence:
                writer.WriteStartArray();
                foreach (OptionTree item in sequence.Items)
                    Write(writer, item, options);
                writer.WriteEndArray();
                break;
            case OptionTree.Mapping mapping:
                writer.WriteStartObject();
                foreach ((string key, OptionTree item) in mapping.Entries)
                {
                    writer.WritePropertyName(key);
                    Write(writer, item, options);
                }

                writer.WriteEndObject();
                break;
        }
    }
}
