namespace Einspace.Sdk.Evaluation;

/// <summary>An evaluation that an <see cref="IExecutor"/> runs; it holds its slot until it completed.</summary>
public interface IExecution
{
    /// <summary>
    /// Completes when the evaluation ended and the slot is free again. A process that died is a result:
    /// <see cref="FailureKind.WorkerLost"/> with what is known of its end.
    /// </summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="InputException">No evaluation can run here, for example for want of a library; the sentence says why.</exception>
    Task<ExecutionEnd> Completion { get; }

    /// <summary>Ends the evaluation within seconds, by force where asking does not help. Returns at once; may be called twice.</summary>
    void Cancel();
}
