using Einspace.Sdk.Evaluation;

namespace Einspace.Sdk.Search;

/// <summary>
/// Decides, at each report of a running trial, whether it goes on. A fold as strategies are: its state is what
/// <see cref="Apply"/> was told, and every decision is recorded.
/// </summary>
public interface IPruner
{
    /// <summary>Decides on a running trial. Leaves no observable state.</summary>
    /// <param name="trial">The trial's number.</param>
    /// <param name="report">Its newest report; already applied.</param>
    /// <returns>Whether to go on.</returns>
    ReportDecision Decide(int trial, EvaluationReport report);

    /// <summary>Takes note of a report.</summary>
    /// <param name="trial">The trial's number.</param>
    /// <param name="report">The report.</param>
    void Apply(int trial, EvaluationReport report);
}
