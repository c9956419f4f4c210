namespace Einspace.Sdk.Evaluation;

/// <summary>What an evaluator can do between the beginning and the end of an evaluation. Each kind can what the one before it can.</summary>
public enum EvaluatorProgress
{
    /// <summary>Nothing: a network has one score.</summary>
    None,

    /// <summary>It reports intermediate results, and stops when a report is answered with Stop.</summary>
    Reports,

    /// <summary>
    /// It runs in segments: it goes on from what a checkpoint holds, and comes to the same result as an uninterrupted evaluation
    /// (on the same machine class with one thread, to the bit).
    /// </summary>
    Segments,
}
