using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Einspace.Host.Workers;

/// <summary>A value of the SDK within a message: the very bytes of <see cref="Sdk.Evaluation.EvaluationJson"/>.</summary>
/// <param name="Json">UTF-8 JSON.</param>
[JsonConverter(typeof(Converter))]
internal sealed record Payload(byte[] Json)
{
    internal sealed class Converter : JsonConverter<Payload>
    {
        public override Payload Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            using JsonDocument document = JsonDocument.ParseValue(ref reader);
            return new Payload(JsonMarshal.GetRawUtf8Value(document.RootElement).ToArray());
        }

        public override void Write(Utf8JsonWriter writer, Payload value, JsonSerializerOptions options) =>
            writer.WriteRawValue(value.Json, skipInputValidation: true);
    }
}
