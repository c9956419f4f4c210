using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Einspace.Sdk.Graphs;

namespace Einspace.Cli;

/// <summary>Prints JSON for scripts: member names in camel case, always the same members.</summary>
internal static class JsonOutput
{
    /// <summary>The largest count that every reader of JSON holds exactly; larger ones are written as text.</summary>
    private const ulong LargestExact = 1UL << 53;

    /// <summary>Prints one value, indented over several lines, or on one line where a script reads line by line.</summary>
    public static void Print(Action<Utf8JsonWriter> write, bool onOneLine = false)
    {
        using MemoryStream bytes = new();
        JsonWriterOptions options = new() { Indented = !onOneLine, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (Utf8JsonWriter writer = new(bytes, options))
            write(writer);
        Console.Out.WriteLine(Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length));
    }

    /// <summary>Writes a count: a number up to 2^53, beyond that its digits as text.</summary>
    public static void WriteCount(this Utf8JsonWriter writer, string name, UInt128 count)
    {
        if (count <= LargestExact)
            writer.WriteNumber(name, (ulong)count);
        else
            writer.WriteString(name, count.ToString());
    }

    public static void WriteShape(this Utf8JsonWriter writer, string name, TensorShape shape)
    {
        writer.WriteStartArray(name);
        foreach (long size in shape.Sizes)
            writer.WriteNumberValue(size);
        writer.WriteEndArray();
    }

    /// <summary>Writes the costs of a graph, as <c>inspect</c> and <c>sample</c> name them.</summary>
    public static void WriteCosts(this Utf8JsonWriter writer, GraphCosts costs)
    {
        writer.WriteCount("parameters", costs.Parameters);
        writer.WriteCount("multiplyAdds", costs.MultiplyAdds);
        writer.WriteCount("activationMemory", costs.ActivationMemory);
        writer.WriteCount("operators", costs.Operators);
    }
}
