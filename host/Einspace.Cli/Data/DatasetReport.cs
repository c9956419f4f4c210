using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Einspace.Sdk.Data;

namespace Einspace.Cli.Data;

/// <summary>A dataset's description, as lines on the terminal or as JSON for scripts.</summary>
internal static class DatasetReport
{
    private const int MostChannels = 16;

    // A task can have thousands of sources.
    private const int MostProvenance = 40;

    public static void Print(TaskSpec task, DatasetDescription description)
    {
        Line($"{description.Likeness}");
        foreach (string remark in description.Remarks)
            Line($"{remark}");

        Line($"");
        foreach (SplitDescription split in description.Splits)
        {
            string repeated = split.Repeated == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"; {split.Repeated:N0} repeat another");
            Line($"{DatasetWords.Of(split.Split),-10}  {split.Examples,7:N0} examples, {Answers(task, split)}  ({split.Content}){repeated}");
        }

        Line($"output      {DatasetWords.Answer(task)}");
        if (!description.ClassNames.IsEmpty && task.Output == OutputKind.Classification)
            Line($"classes     {string.Join(", ", description.ClassNames)}");
        ImmutableArray<TargetDescription> targets = description.Splits.FirstOrDefault(split => split.Split == DataSplit.Train)?.Targets ?? [];
        if (task.Output == OutputKind.MultiLabel)
            Line($"labels      {List(targets.Index().Select(label => $"{LabelName(description, label.Index)} {DatasetWords.Share(label.Item.Mean)}"))}  (of the training examples)");
        else if (targets.Length > 1)
            Line($"values      {List(targets.Select(value => $"{DatasetWords.Number(value.Mean)} ± {DatasetWords.Number(value.Deviation)}"))}  (mean ± deviation of the training split)");
        if (!description.Channels.IsEmpty)
            Line($"channels    {List(description.Channels.Select(Words))}  (mean ± deviation of the training split)");

        if (!description.Overlaps.IsEmpty)
        {
            Line($"");
            foreach (SplitOverlap overlap in description.Overlaps)
                Line($"{DatasetWords.Of(overlap)} ({DatasetWords.Percent(overlap)}).");
        }

        Line($"");
        if (description.Provenance.IsEmpty)
            Line($"The folder does not say where its data come from.");
        foreach ((string name, string value) in description.Provenance.Take(MostProvenance))
            Line($"{name}: {value}");
        if (description.Provenance.Length > MostProvenance)
            Line($"… {description.Provenance.Length - MostProvenance:N0} more lines; --json has them all.");
    }

    public static void Write(Utf8JsonWriter writer, string name, IReadOnlyList<string> problems, TaskSpec? task, DatasetDescription? description)
    {
        writer.WriteStartObject();
        writer.WriteString("task", name);
        if (task is not null)
        {
            writer.WriteString("output", task.Output.Name());
            writer.WriteString("metric", task.Metric.Name());
            WriteNumbers(writer, "answer", task.Answer.Sizes);
        }

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
            WriteNumbers(writer, "ofClass", split.OfClass.Select(count => (long)count));
            WriteList(writer, "targets", split.Targets, target =>
            {
                writer.WriteNumber("mean", target.Mean);
                writer.WriteNumber("deviation", target.Deviation);
                writer.WriteNumber("least", target.Least);
                writer.WriteNumber("largest", target.Largest);
            });
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

    private static void WriteNumbers(Utf8JsonWriter writer, string name, IEnumerable<long> numbers)
    {
        writer.WriteStartArray(name);
        foreach (long number in numbers)
            writer.WriteNumberValue(number);
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

    private static string Answers(TaskSpec task, SplitDescription split) => task.Output switch
    {
        OutputKind.Classification => $"{Range([.. split.OfClass])} of each class",
        OutputKind.MultiLabel => $"{Range(DatasetWords.OfLabel(split))} with each label",
        OutputKind.DenseLabels => $"{DatasetWords.Share(split.Targets[0].Mean)} of the pixels 1",
        _ => $"targets from {DatasetWords.Number(split.Targets.Min(target => target.Least))} to {DatasetWords.Number(split.Targets.Max(target => target.Largest))}"
            + (split.Targets is [var one] ? $", {DatasetWords.Number(one.Mean)} ± {DatasetWords.Number(one.Deviation)}" : ""),
    };

    private static string Range(IReadOnlyList<int> counts)
    {
        (int least, int most) = (counts.Min(), counts.Max());
        return string.Create(CultureInfo.InvariantCulture, $"{(least == most ? "" : $"{least:N0} to ")}{most:N0}");
    }

    private static string LabelName(DatasetDescription description, int label) =>
        label < description.ClassNames.Length ? description.ClassNames[label] : $"{label}:";

    private static string List(IEnumerable<string> items)
    {
        string[] all = [.. items];
        return string.Join(", ", all.Take(MostChannels)) + (all.Length > MostChannels ? $", … {all.Length - MostChannels} more" : "");
    }

    private static string Words(ChannelDescription channel) => string.Create(CultureInfo.InvariantCulture, $"{channel.Mean:0.####} ± {channel.Deviation:0.####}");

    private static void Line(FormattableString text) => Console.Out.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
