namespace Einspace.Bench.Fidelity;

/// <summary>A difference that the reference's behaviour makes.</summary>
/// <param name="Number">As in <c>Q7</c>.</param>
/// <param name="Title">A few words.</param>
/// <param name="What">What the reference does.</param>
/// <param name="Why">What we do, and why.</param>
/// <param name="Options">The options that switch it; none where it is not reproduced.</param>
/// <param name="Effect">The effect, measured.</param>
internal sealed record Quirk(int Number, string Title, string What, string Why, string[] Options, Func<Measurements, string> Effect);
