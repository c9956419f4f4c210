using System.Globalization;
using Einspace.Sdk.Data;

namespace Einspace.Cli.Data;

/// <summary>A dataset's description as lines on the terminal.</summary>
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

    private static string OfClass(SplitDescription split)
    {
        (int least, int most) = (split.OfClass.Min(), split.OfClass.Max());
        string range = least == most ? "" : string.Create(CultureInfo.InvariantCulture, $"{least:N0} to ");
        return string.Create(CultureInfo.InvariantCulture, $"{range}{most:N0} of each class");
    }

    private static string Words(ChannelDescription channel) => string.Create(CultureInfo.InvariantCulture, $"{channel.Mean:0.####} ± {channel.Deviation:0.####}");

    private static void Line(FormattableString text) => Console.Out.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
