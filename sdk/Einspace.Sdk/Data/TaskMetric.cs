using System.Text.Json.Serialization;

namespace Einspace.Sdk.Data;

/// <summary>How well a network answers all examples of a split. <see cref="TaskMetrics"/> has names, directions and usual ones.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TaskMetric>))]
public enum TaskMetric
{
    /// <summary>The share of examples whose class has the largest logit (the first of equal ones), from 0 to 1. Classifications.</summary>
    Accuracy,

    /// <summary>
    /// 2·TP / (2·TP + FP + FN), from 0 to 1: the mean over classes or labels, those left out that neither occur nor are answered; of
    /// dense labels that of all pixels together. Classifications, multi-label tasks and dense labels.
    /// </summary>
    F1,

    /// <summary>
    /// The mean over labels of the average precision: precisions at each threshold, weighted by the recall that the threshold adds,
    /// equal logits sharing one; from 0 to 1. Labels that no example has are left out. Multi-label tasks.
    /// </summary>
    MeanAveragePrecision,

    /// <summary>
    /// The area under the curve of true against false positives, equal logits counting half, from 0 to 1: the mean over labels, those
    /// left out that all examples have or none; of dense labels that of all pixels together. Multi-label tasks and dense labels.
    /// </summary>
    Auroc,

    /// <summary>The mean over examples of ‖answer − target‖₂ / ‖target‖₂, from 0. Regressions.</summary>
    RelativeL2,

    /// <summary>The mean of |answer − target| over all numbers, in the target's unit. Regressions.</summary>
    MeanAbsoluteError,

    /// <summary>The mean of (answer − target)² over all numbers, in the square of the target's unit. Regressions.</summary>
    MeanSquaredError,
}
