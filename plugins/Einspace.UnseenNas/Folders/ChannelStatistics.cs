using System.Collections.Immutable;
using System.Text.Json;
using Einspace.Sdk;

namespace Einspace.UnseenNas.Folders;

/// <summary>
/// Mean and standard deviation of each channel over the training examples, by which all splits are normalised (rule of the
/// tasks' starter kit and of the paper's code). A channel that never varies keeps its scale: its deviation counts as 1.
/// </summary>
/// <param name="Mean">Mean of each channel.</param>
/// <param name="Deviation">Standard deviation of each channel over all its numbers, unbiased, above 0 (reference behaviour, SPEC section 10).</param>
internal sealed record ChannelStatistics(ImmutableArray<double> Mean, ImmutableArray<double> Deviation)
{
    /// <summary>The file beside the data in which they are kept, so that a folder is read through only once.</summary>
    public const string FileName = "statistics.json";

    private const string MeanKey = "mean", DeviationKey = "unbiased_deviation";

    /// <summary>Reads all training examples.</summary>
    /// <exception cref="InputException">A number is not finite.</exception>
    public static ChannelStatistics Compute(FolderSplit train, Action<double>? progress, CancellationToken cancellation)
    {
        int channels = (int)train.ExampleShape[0], area = train.Examples.RowLength / channels;
        float[] row = new float[train.Examples.RowLength];
        train.Examples.CopyRow<float>(0, row);
        double[] first = new double[channels], sum = new double[channels], squares = new double[channels];
        for (int c = 0; c < channels; c++)
            first[c] = row[c * area];

        for (int i = 0; i < train.Count; i++)
        {
            if (i % 1024 == 0)
            {
                cancellation.ThrowIfCancellationRequested();
                progress?.Invoke((double)i / train.Count);
            }

            train.Examples.CopyRow<float>(i, row);
            for (int c = 0; c < channels; c++)
            {
                double s = 0, q = 0;

                // Relative to a number of the channel itself: what never varies sums to exactly 0.
                foreach (float value in row.AsSpan(c * area, area))
                {
                    double difference = value - first[c];
                    s += difference;
                    q += difference * difference;
                }

                sum[c] += s;
                squares[c] += q;
            }

            if (!sum.All(double.IsFinite))
                throw new InputException($"{train.Examples.Path} holds a number that is not finite in example {i}.");
        }

        double n = (double)train.Count * area;
        return new(
            [.. sum.Select((s, c) => first[c] + (s / n))],
            [.. sum.Select((s, c) => Math.Sqrt(Math.Max(0, squares[c] - (s * (s / n))) / Math.Max(1, n - 1))).Select(deviation => deviation > 0 ? deviation : 1)]);
    }

    /// <summary>Reads what an earlier run computed from the same training file; null when there is nothing of the kind.</summary>
    /// <param name="folder">The task's folder.</param>
    /// <param name="fingerprint">Fingerprint of the training examples.</param>
    /// <param name="channels">The number of channels.</param>
    public static ChannelStatistics? Read(string folder, string fingerprint, int channels)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, FileName)));
            JsonElement root = document.RootElement;
            if (root.GetProperty("train_x").GetString() != fingerprint)
                return null;
            ChannelStatistics statistics = new(Numbers(root, MeanKey), Numbers(root, DeviationKey));
            bool whole = statistics.Mean.Length == channels && statistics.Deviation.Length == channels
                && statistics.Mean.All(double.IsFinite) && statistics.Deviation.All(d => double.IsFinite(d) && d > 0);
            return whole ? statistics : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            // Nobody's data, only a shortcut: computed again from the data themselves.
            return null;
        }
    }

    /// <summary>Keeps the statistics; does nothing where the folder cannot be written to.</summary>
    public void Write(string folder, string fingerprint)
    {
        string path = Path.Combine(folder, FileName), part = $"{path}.{Path.GetRandomFileName()}.part";
        try
        {
            using (FileStream stream = File.Create(part))
            using (Utf8JsonWriter json = new(stream))
            {
                json.WriteStartObject();
                json.WriteString("train_x", fingerprint);
                WriteNumbers(json, MeanKey, Mean);
                WriteNumbers(json, DeviationKey, Deviation);
                json.WriteEndObject();
            }

            File.Move(part, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A folder that can only be read is as good as any other: the statistics are computed again when it is opened.
        }
    }

    private static ImmutableArray<double> Numbers(JsonElement root, string name) =>
        [.. root.GetProperty(name).EnumerateArray().Select(item => item.GetDouble())];

    private static void WriteNumbers(Utf8JsonWriter json, string name, ImmutableArray<double> numbers)
    {
        json.WriteStartArray(name);
        foreach (double number in numbers)
            json.WriteNumberValue(number);
        json.WriteEndArray();
    }
}
