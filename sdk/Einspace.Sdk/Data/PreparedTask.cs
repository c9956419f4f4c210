namespace Einspace.Sdk.Data;

/// <summary>A task whose data lie ready in a folder.</summary>
/// <param name="Spec">What the task asks.</param>
/// <param name="Fingerprint">
/// Hexadecimal digest that changes when the data change; part of a study's identity. Need not read every byte of large files.
/// </param>
public sealed record PreparedTask(TaskSpec Spec, string Fingerprint)
{
    /// <summary>
    /// What reports must say of the data, such as <c>Isabella-like, made here with official splits from seed 0</c>; null where there is
    /// nothing to say, or nobody knows.
    /// </summary>
    public string? Origin { get; init; }
}
