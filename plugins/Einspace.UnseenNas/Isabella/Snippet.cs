using Einspace.UnseenNas.Audio;

namespace Einspace.UnseenNas.Isabella;

/// <summary>Five seconds of a recording.</summary>
/// <param name="Label">The era.</param>
/// <param name="Recording">The recording's name among the sources, <c>Baroque/1.wav</c>.</param>
/// <param name="File">The recording.</param>
/// <param name="Number">Which five seconds, from 0.</param>
internal sealed record Snippet(int Label, string Recording, WavFile File, int Number)
{
    /// <summary>What recordings are called in the provenance record.</summary>
    public const string Kind = "recordings";

    /// <summary>How long it is.</summary>
    public const int Seconds = 5;

    /// <summary>All of a recording that are whole.</summary>
    public static IEnumerable<Snippet> All(int label, string recording, WavFile file) =>
        from number in Enumerable.Range(0, (int)Math.Min(int.MaxValue, file.Frames / ((long)Seconds * file.Rate)))
        select new Snippet(label, recording, file, number);

    /// <summary>Its samples at the recording's own rate.</summary>
    public float[] Samples() => File.Read((long)Number * Seconds * File.Rate, Seconds * File.Rate);
}
