using System.Collections.Immutable;
using System.Text.Json;
using Einspace.Sdk;
using Einspace.UnseenNas.Npy;

namespace Einspace.UnseenNas.Folders;

/// <summary>
/// Mean and standard deviation of each channel over the training examples, by which all splits are normalised (rule of the
/// tasks' starter kit and of the paper's code). The channels of tokens [S, D] are their S indices: along D runs what the
/// one-dimensional grammar convolves. A channel that never varies keeps its scale: its deviation counts as 1.
/// </summary>
/// <param name="Mean">Mean of each channel.</param>
/// <param name="Deviation">Standard deviation of each channel over all its numbers, unbiased, above 0 (reference behaviour, SPEC section 10).</param>
internal sealed record ChannelStatistics(ImmutableArray<double> Mean, ImmutableArray<double> Deviation)
{
    private const string MeanKey = "mean", DeviationKey = "unbiased_deviation";

    /// <summary>Reads all examples of a split.</summary>
    /// <exception cref="InputException">A number is not finite.</exception>
    public static ChannelStatistics Compute(FolderSplit files, Action<double>? progress, CancellationToken cancellation) =>
        Compute(files.Examples, (int)files.ExampleShape[0], progress, cancellation);

    /// <summary>Reads all training examples.</summary>
    /// <param name="train">The examples, a row each, channel after channel.</param>
    /// <param name="channels">The number of channels.</param>
    /// <param name="progress">Told the share done; may be null.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="InputException">A number is not finite.</exception>
    public static ChannelStatistics Compute(IRows train, int channels, Action<double>? progress, CancellationToken cancellation)
    {
        int area = train.RowLength / channels;
        float[] row = new float[train.RowLength];
        train.CopyRow(0, row);
        double[] first = new double[channels], sum = new double[channels], squares = new double[channels];
        for (int c = 0; c < channels; c++)
            first[c] = row[c * area];

        for (long i = 0; i < train.Rows; i++)
        {
            if (i % 1024 == 0)
            {
                cancellation.ThrowIfCancellationRequested();
                progress?.Invoke((double)i / train.Rows);
                train.Forget();
            }

            train.CopyRow(i, row);
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
                throw new InputException($"{train.Path} holds a number that is not finite (as float32) in example {i}.");
        }

        double n = (double)train.Rows * area;
        return new(
            [.. sum.Select((s, c) => first[c] + (s / n))],
            [.. sum.Select((s, c) => Math.Sqrt(Math.Max(0, squares[c] - (s * (s / n))) / Math.Max(1, n - 1))).Select(deviation => deviation > 0 ? deviation : 1)]);
    }

    /// <summary>Reads what an earlier run computed from the same training file; null when there is nothing of the kind.</summary>
    /// <param name="fingerprint">Fingerprint of the training examples.</param>
    /// <param name="channels">The number of channels.</param>
    public static ChannelStatistics? Read(string fingerprint, int channels)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(CacheFile(fingerprint)));
            JsonElement root = document.RootElement;
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

    /// <summary>Keeps the statistics in the user's cache, so that data are read through only once; where that cannot be, does nothing.</summary>
    /// <param name="fingerprint">Fingerprint of the training examples.</param>
    public void Write(string fingerprint)
    {
        string path = CacheFile(fingerprint), part = $"{path}.{Path.GetRandomFileName()}.part";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using (FileStream stream = File.Create(part))
            using (Utf8JsonWriter json = new(stream))
            {
                json.WriteStartObject();
                WriteNumbers(json, MeanKey, Mean);
                WriteNumbers(json, DeviationKey, Deviation);
                json.WriteEndObject();
            }

            File.Move(part, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Nothing but time is lost: the statistics are computed again when the data are opened.
        }
    }

    /// <summary>
    /// Where statistics lie: <c>${XDG_CACHE_HOME:-~/.cache}/einspace/statistics</c>. Never beside the data, which are the user's own
    /// and may be read-only.
    /// </summary>
    private static string CacheFile(string fingerprint)
    {
        string? set = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        string cache = Path.IsPathFullyQualified(set ?? "") ? set! : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        return Path.Combine(cache, "einspace", "statistics", $"{fingerprint}.json");
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
