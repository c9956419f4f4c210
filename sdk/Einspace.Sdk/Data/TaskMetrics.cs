using System.Collections.Immutable;
using Einspace.Sdk.Evaluation;

namespace Einspace.Sdk.Data;

/// <summary>Which metrics go with which kind of task, their names and directions.</summary>
public static class TaskMetrics
{
    /// <summary>The metrics of a kind of task; the first is the usual one.</summary>
    /// <param name="output">The kind.</param>
    /// <returns>At least one metric.</returns>
    public static ImmutableArray<TaskMetric> Of(OutputKind output) => output switch
    {
        OutputKind.Classification => [TaskMetric.Accuracy, TaskMetric.F1],
        OutputKind.MultiLabel => [TaskMetric.MeanAveragePrecision, TaskMetric.Auroc, TaskMetric.F1],
        OutputKind.Regression => [TaskMetric.MeanAbsoluteError, TaskMetric.MeanSquaredError, TaskMetric.RelativeL2],
        OutputKind.DenseRegression => [TaskMetric.RelativeL2, TaskMetric.MeanAbsoluteError, TaskMetric.MeanSquaredError],
        OutputKind.DenseLabels => [TaskMetric.Auroc, TaskMetric.F1],
        _ => throw new ArgumentOutOfRangeException(nameof(output), output, "No such kind of task."),
    };

    /// <summary>The name as users write it, for example <c>relative-l2</c>; an evaluator reports it as <c>validation-relative-l2</c>.</summary>
    /// <param name="metric">The metric.</param>
    /// <returns>Small letters, digits and hyphens.</returns>
    public static string Name(this TaskMetric metric) => metric switch
    {
        TaskMetric.Accuracy => "accuracy",
        TaskMetric.F1 => "f1",
        TaskMetric.MeanAveragePrecision => "mean-average-precision",
        TaskMetric.Auroc => "auroc",
        TaskMetric.RelativeL2 => "relative-l2",
        TaskMetric.MeanAbsoluteError => "mean-absolute-error",
        TaskMetric.MeanSquaredError => "mean-squared-error",
        _ => throw new ArgumentOutOfRangeException(nameof(metric), metric, "No such metric."),
    };

    /// <summary>Which way the metric is better.</summary>
    /// <param name="metric">The metric.</param>
    /// <returns>Minimise for errors, Maximise for all others.</returns>
    public static Direction Direction(this TaskMetric metric) =>
        metric is TaskMetric.RelativeL2 or TaskMetric.MeanAbsoluteError or TaskMetric.MeanSquaredError
            ? Evaluation.Direction.Minimise
            : Evaluation.Direction.Maximise;
}
