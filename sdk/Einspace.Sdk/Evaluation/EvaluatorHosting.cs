namespace Einspace.Sdk.Evaluation;

/// <summary>Where an evaluator runs.</summary>
public enum EvaluatorHosting
{
    /// <summary>In the host's process: for evaluators that take microseconds and cannot crash it.</summary>
    InProcess,

    /// <summary>In worker processes: for everything with native code or real work.</summary>
    Worker,
}
