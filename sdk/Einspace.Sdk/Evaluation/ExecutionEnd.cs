namespace Einspace.Sdk.Evaluation;

/// <summary>How an execution ended.</summary>
/// <param name="Result">The evaluation's result.</param>
/// <param name="Facts">What the evaluator said of its machinery (<see cref="IEvaluator.Facts"/>); empty where it never came so far.</param>
public sealed record ExecutionEnd(EvaluationResult Result, IReadOnlyDictionary<string, string> Facts);
