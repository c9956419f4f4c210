using System.Collections.Immutable;
using Einspace.Sdk;
using Einspace.Sdk.Data;

namespace Einspace.Host.Studies.Configuration.Reference;

/// <summary>A score of the reference (its trainers.py), which stands for loss and metric alike.</summary>
/// <param name="Name">Its name there.</param>
/// <param name="Objective">What a study here optimises for it.</param>
/// <param name="Fits">Whether a task is trained and scored so here.</param>
internal sealed record ReferenceScore(string Name, string Objective, Predicate<TaskSpec> Fits)
{
    /// <summary>Those that are honoured.</summary>
    public static readonly ImmutableArray<ReferenceScore> All =
    [
        Of("xe", TaskMetric.Accuracy, OutputKind.Classification),
        Of("relative_l2", TaskMetric.RelativeL2, OutputKind.DenseRegression),

        // Both are the mean squared error there, as loss and as score.
        Squared("mse"),
        Squared("mae8"),
        Of("map", TaskMetric.MeanAveragePrecision, OutputKind.MultiLabel),
        Of("cosmic", TaskMetric.Auroc, OutputKind.DenseLabels),
        Of("ecg", TaskMetric.F1, OutputKind.Classification),
        Of("deepsea", TaskMetric.Auroc, OutputKind.MultiLabel),
    ];

    // Of its dataset of mammograms, which is no task here, and of none.
    private static readonly ImmutableArray<string> Refused = ["multi_hot", "r2"];

    /// <summary>Whether the reference sums the loss over a batch, where losses here are means.</summary>
    public bool IsSummed => Name == "relative_l2";

    /// <summary>Finds a score.</summary>
    /// <exception cref="InputException">It is none of the reference's, or none that is honoured.</exception>
    public static ReferenceScore Read(ReferenceValue value)
    {
        if (All.FirstOrDefault(score => score.Name == value.Text) is { } found)
            return found;
        string honoured = string.Join(", ", All.Select(score => score.Name));
        throw Refused.Contains(value.Text)
            ? value.Unexpected($"one of {honoured}: rank correlations and R² are not measured here")
            : ReferenceReading.Unknown(value, "score", value.Text, [.. All.Select(score => score.Name), .. Refused]);
    }

    private static ReferenceScore Of(string name, TaskMetric metric, OutputKind output) =>
        new(name, $"validation-{metric.Name()}", task => task.Output == output && task.Metric == metric);

    private static ReferenceScore Squared(string name) =>
        new(name, "validation-loss", task => task.Output is OutputKind.Regression or OutputKind.DenseRegression && task.Metric != TaskMetric.RelativeL2);
}
