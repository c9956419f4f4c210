namespace Einspace.Sdk.Evaluation;

/// <summary>
/// A place where evaluations run: this process, local worker processes, a cluster. It gives slots and nothing more: which trial
/// runs when, on which device, how long it may take and what follows a loss is the scheduler's, of which a study has one.
/// </summary>
public interface IExecutor : IAsyncDisposable
{
    /// <summary>How many evaluations can run at a time, at least 1.</summary>
    int Slots { get; }

    /// <summary>
    /// Starts an evaluation in a free slot and returns at once; never called while <see cref="Slots"/> executions have not completed.
    /// </summary>
    /// <param name="request">What to evaluate.</param>
    /// <param name="reporter">Told intermediate results and warnings, one call at a time, from any thread.</param>
    /// <returns>The running evaluation.</returns>
    IExecution Start(EvaluationRequest request, IEvaluationReporter reporter);

    /// <summary>
    /// Finds an evaluation again that an earlier host process started. Reports that were already given may be given again.
    /// </summary>
    /// <param name="request">The request as it was started, with its attempt.</param>
    /// <param name="reporter">Told what is reported from now on.</param>
    /// <returns>The running evaluation; null where it is gone, as with workers that end with their host: start it again.</returns>
    IExecution? Attach(EvaluationRequest request, IEvaluationReporter reporter);
}
