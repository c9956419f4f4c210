using Einspace.UnseenNas.Audio;

namespace Einspace.UnseenNas.Isabella;

/// <summary>A few seconds of a recording.</summary>
/// <param name="Label">The era.</param>
/// <param name="Recording">The recording's name among the sources, <c>Baroque/1.wav</c>.</param>
/// <param name="File">The recording.</param>
/// <param name="First">Its first sample in the recording.</param>
internal sealed record Snippet(int Label, string Recording, WavFile File, long First)
{
    /// <summary>What recordings are called in the provenance record.</summary>
    public const string Kind = "recordings";

    /// <summary>All of a recording that are whole.</summary>
    public static IEnumerable<Snippet> All(int label, string recording, WavFile file, IsabellaOptions options)
    {
        long length = (long)options.Seconds * file.Rate;
        double step = options.Stride * length;
        for (long first = 0, number = 1; first + length <= file.Frames; first = (long)(number++ * step))
            yield return new(label, recording, file, first);
    }
}
