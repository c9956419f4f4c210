namespace Einspace.Sdk.Evaluation;

/// <summary>What an evaluator tells while it runs. Calls come one at a time, in order.</summary>
public interface IEvaluationReporter
{
    /// <summary>Reports an intermediate result and waits for the answer, which the evaluator honours.</summary>
    /// <param name="report">The result.</param>
    /// <returns>Whether to go on.</returns>
    ValueTask<ReportDecision> ReportAsync(EvaluationReport report);

    /// <summary>Tells of something that a user should know and that does not stop the evaluation.</summary>
    /// <param name="warning">One sentence.</param>
    void Warn(string warning);
}
