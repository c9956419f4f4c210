namespace Einspace.Sdk.Evaluation;

/// <summary>Scores networks, one at a time.</summary>
public interface IEvaluator : IAsyncDisposable
{
    /// <summary>
    /// Facts about the machinery on which results depend to the bit, for example the tensor library's version and the BLAS in
    /// use; recorded with the study.
    /// </summary>
    IReadOnlyDictionary<string, string> Facts { get; }

    /// <summary>Scores a network. The same request gives the same result on the same machine class with one thread.</summary>
    /// <param name="request">What to evaluate.</param>
    /// <param name="reporter">Told intermediate results.</param>
    /// <param name="cancellation">Asks to end within a second, by <see cref="OperationCanceledException"/>.</param>
    /// <returns>The metrics, or why there are none. Exceptions other than those below make the trial failed.</returns>
    /// <exception cref="OperationCanceledException">The evaluation was cancelled.</exception>
    /// <exception cref="InputException">
    /// What the user gave can evaluate no network at all (a device that is not there, say): the study stops with this sentence and
    /// loses nothing.
    /// </exception>
    Task<EvaluationResult> EvaluateAsync(
        EvaluationRequest request, IEvaluationReporter reporter, CancellationToken cancellation);
}
