using System.Globalization;
using System.Text.Json;
using Einspace.Sdk.Data;

namespace Einspace.Cli.Data;

/// <summary>A dataset's description, as lines on the terminal or as JSON for scripts.</summary>
internal static class DatasetReport
{
    private const int MostChannels = 16;

    public static void Print(DatasetDescription description)
    {
        Line($"{description.Likeness}");
        foreach (string remark in description.Remarks)
            Line($"{remark}");

        Line($"");
        foreach (SplitDescription split in description.Splits)
        {
            string repeated = split.Repeated == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"; {split.Repeated:N0} repeat another");
            Line($"{DatasetWords.Of(split.Split),-10}  {split.Examples,7:N0} examples, {OfClass(split)}  ({split.Content}){repeated}");
        }

        if (!description.ClassNames.IsEmpty)
            Line($"classes     {string.Join(", ", description.ClassNames)}");
        if (!description.Channels.IsEmpty)
        {
            string rest = description.Channels.Length > MostChannels ? $", … {description.Channels.Length - MostChannels} more" : "";
            Line($"channels    {string.Join(", ", description.Channels.Take(MostChannels).Select(Words))}{rest}  (mean ± deviation of the training split)");
        }

        if (!description.Overlaps.IsEmpty)
        {
            Line($"");
            foreach (SplitOverlap overlap in description.Overlaps)
                Line($"{DatasetWords.Of(overlap)} ({DatasetWords.Percent(overlap)}).");
        }

        Line($"");
        if (description.Provenance.IsEmpty)
            Line($"The folder does not say where its data come from.");
        foreach ((string name, string value) in description.Provenance)
            Line($"{name}: {value}");
    }

    public static void Write(Utf8JsonWriter writer, string task, IReadOnlyList<string> problems, DatasetDescription? description)
    {
        writer.WriteStartObject();
        writer.WriteString("task", task);
        WriteTexts(writer, "problems", problems);
        writer.WriteString("likeness", description?.Likeness);
        WriteTexts(writer, "remarks", description?.Remarks ?? []);
        WriteTexts(writer, "classes", description?.ClassNames ?? []);
        WriteList(writer, "splits", description?.Splits ?? [], split =>
        {
            writer.WriteString("split", DatasetWords.Of(split.Split));
            writer.WriteString("content", split.Content);
            writer.WriteNumber("examples", split.Examples);
            writer.WriteNumber("repeated", split.Repeated);
            writer.WriteStartArray("ofClass");
            foreach (int count in split.OfClass)
                writer.WriteNumberValue(count);
            writer.WriteEndArray();
        });
        WriteList(writer, "channels", description?.Channels ?? [], channel =>
        {
            writer.WriteNumber("mean", channel.Mean);
            writer.WriteNumber("deviation", channel.Deviation);
        });
        WriteList(writer, "overlaps", description?.Overlaps ?? [], overlap =>
        {
            writer.WriteString("what", overlap.What);
            writer.WriteString("split", DatasetWords.Of(overlap.Split));
            writer.WriteString("other", DatasetWords.Of(overlap.Other));
            writer.WriteNumber("shared", overlap.Shared);
            writer.WriteNumber("all", overlap.All);
        });
        WriteList(writer, "provenance", description?.Provenance ?? [], line =>
        {
            writer.WriteString("name", line.Key);
            writer.WriteString("value", line.Value);
        });
        writer.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter writer, string name, IReadOnlyList<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (string text in texts)
            writer.WriteStringValue(text);
        writer.WriteEndArray();
    }

    private static void WriteList<T>(Utf8JsonWriter writer, string name, IReadOnlyList<T> items, Action<T> write)
    {
        writer.WriteStartArray(name);
        foreach (T item in items)
        {
            writer.WriteStartObject();
            write(item);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static string OfClass(SplitDescription split)
    {
        (int least, int most) = (split.OfClass.Min(), split.OfClass.Max());
        string range = least == most ? "" : string.Create(CultureInfo.InvariantCulture, $"{least:N0} to ");
        return string.Create(CultureInfo.InvariantCulture, $"{range}{most:N0} of each class");
    }

    private static string Words(ChannelDescription channel) => string.Create(CultureInfo.InvariantCulture, $"{channel.Mean:0.####} ± {channel.Deviation:0.####}");

    private static void Line(FormattableString text) => Console.Out.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
