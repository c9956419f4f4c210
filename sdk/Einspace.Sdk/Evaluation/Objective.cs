namespace Einspace.Sdk.Evaluation;

/// <summary>A metric that a study optimises.</summary>
/// <param name="Metric">The metric's name, for example <c>validation-accuracy</c>.</param>
/// <param name="Direction">Which way it is better.</param>
public sealed record Objective(string Metric, Direction Direction)
{
    /// <summary>Turns a metric's value into a score of which more is always better.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The value itself, or its negative where smaller is better.</returns>
    public double Score(double value) => Direction == Direction.Maximise ? value : -value;
}
