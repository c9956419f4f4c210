using Einspace.Sdk.Data;

namespace Einspace.Sdk.Evaluation;

/// <summary>What the host lends to an evaluator.</summary>
public interface IEvaluatorContext
{
    /// <summary>Opens the data of a request's task; in purpose Search they have no test split.</summary>
    /// <param name="request">The request.</param>
    /// <returns>The data, kept open by the context and shared between requests: do not dispose.</returns>
    /// <exception cref="InputException">The data are not what they were when the study began.</exception>
    ITaskData OpenTask(EvaluationRequest request);
}
