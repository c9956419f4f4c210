using Einspace.Sdk;
using Einspace.Sdk.Data;
using Einspace.Sdk.Evaluation;

namespace Einspace.Training.Tests;

/// <summary>Tasks that are no classifications are trained and measured as their kinds and metrics say.</summary>
internal sealed class TaskKindTests
{
    private const string Convolution = "route(im2col3k1s1p, comp(linear4), col2im)";

    [SetUp]
    public void SetUp() => Libtorch.Require();

    [TestCase(OutputKind.Regression, TaskMetric.RelativeL2, 0.15, "a linear map of the means")]
    [TestCase(OutputKind.Regression, TaskMetric.MeanAbsoluteError, 0.5, "in the targets' unit")]
    [TestCase(OutputKind.DenseRegression, TaskMetric.RelativeL2, 0.2, "a blur is one convolution")]
    [TestCase(OutputKind.DenseRegression, TaskMetric.MeanSquaredError, 0.05, "likewise, by another loss")]
    public async Task An_error_falls(OutputKind output, TaskMetric metric, double below, string why)
    {
        (Run run, double[] values) = await Train(new MadeUpAnswers(output, metric: metric));
        Assert.That(values[^1], Is.LessThan(below).And.LessThan(values[0] / 2), why);
        if (metric != TaskMetric.MeanAbsoluteError)
            Assert.That(run.Reports.Select(report => report.Metrics["validation-loss"]), Is.EqualTo(values).Within(1e-5), "the loss is the metric");
    }

    [TestCase(OutputKind.MultiLabel, TaskMetric.MeanAveragePrecision)]
    [TestCase(OutputKind.MultiLabel, TaskMetric.Auroc)]
    [TestCase(OutputKind.MultiLabel, TaskMetric.F1)]
    [TestCase(OutputKind.DenseLabels, TaskMetric.Auroc)]
    [TestCase(OutputKind.DenseLabels, TaskMetric.F1)]
    public async Task Labels_are_told_apart(OutputKind output, TaskMetric metric)
    {
        (Run run, double[] values) = await Train(new MadeUpAnswers(output, metric: metric));
        Assert.That(values, Is.All.InRange(0, 1));
        Assert.That(values[^1], Is.GreaterThan(0.95));
        Assert.That(run.Reports[^1].Metrics["validation-loss"], Is.LessThan(Math.Log(2)), "what it is where nothing is known");
    }

    [Test]
    public async Task A_final_evaluation_names_the_metric_of_the_test_split()
    {
        Run run = new(new MadeUpAnswers(OutputKind.DenseRegression)) { Purpose = Purpose.Final, Options = new() { BatchSize = 64 } };
        var result = (EvaluationResult.Completed)await run.Evaluate(Convolution, epochs: 2);
        Assert.That(result.Metrics.Keys, Is.EquivalentTo(new[] { "train-loss", "test-loss", "test-relative-l2" }));
    }

    [Test]
    public async Task A_network_without_anything_to_learn_is_measured_all_the_same()
    {
        // Of tokens the head of a picture learns nothing either (SPEC section 9).
        Run run = new(new MadeUpAnswers(OutputKind.DenseRegression)) { Options = new() { BatchSize = 64 } };
        var result = (EvaluationResult.Completed)await run.Evaluate("seq(im2col1k1s0p, comp(identity))", epochs: 2);
        Assert.That(result.Metrics["validation-relative-l2"], Is.EqualTo(run.Reports[0].Metrics["validation-relative-l2"]).And.Positive);
    }

    [Test]
    public void A_number_of_training_samples_is_drawn_from_all()
    {
        Run run = new(new MadeUpAnswers(OutputKind.Regression)) { TrainSamples = 100, Options = new() { BatchSize = 64 } };
        Assert.That(async () => await run.Evaluate(Convolution, epochs: 1), Throws.Nothing);
        Assert.That(run.Warnings, Has.Exactly(1).Contains("(100 examples in batches of 64, 1 epochs)"));
    }

    [TestCase(OutputKind.MultiLabel, TaskMetric.Auroc, 1f, "AUROC says nothing here")]
    [TestCase(OutputKind.MultiLabel, TaskMetric.MeanAveragePrecision, 0f, "The mean average precision says nothing here")]
    [TestCase(OutputKind.DenseLabels, TaskMetric.F1, 0f, "F1 says nothing here")]
    [TestCase(OutputKind.Regression, TaskMetric.RelativeL2, 0f, "is zero everywhere, and no answer is off by a share of that")]
    public void Data_of_which_a_metric_says_nothing_end_the_study_and_not_one_trial(OutputKind output, TaskMetric metric, float constant, string sentence)
    {
        Run run = new(new MadeUpAnswers(output, metric: metric) { Constant = constant }) { Options = new() { BatchSize = 64 } };
        Assert.That(async () => await run.Evaluate(Convolution, epochs: 1), Throws.InstanceOf<InputException>().With.Message.Contains(sentence));
    }

    [TestCase(OutputKind.Classification, TaskMetric.F1, "validation-f1", Direction.Maximise)]
    [TestCase(OutputKind.DenseRegression, TaskMetric.RelativeL2, "validation-relative-l2", Direction.Minimise)]
    public void The_tasks_own_metric_is_the_objective_of_a_study_that_names_none(OutputKind output, TaskMetric metric, string name, Direction direction)
    {
        TaskSpec task = new MadeUpAnswers(output, metric: metric).Spec;
        Assert.That(TrainingEvaluator.MetricsOf(task)[0], Is.EqualTo(new Objective(name, direction)));
        Assert.That(TrainingEvaluator.MetricsOf(task).Select(objective => objective.Metric).Skip(1), Is.EqualTo(new[] { "validation-loss", "train-loss" }));
    }

    private static async Task<(Run Run, double[] Values)> Train(MadeUpAnswers data)
    {
        // Squared errors have gradients in the targets' unit, the others have not.
        bool hasSquares = data.Spec.Metric is TaskMetric.MeanAbsoluteError or TaskMetric.MeanSquaredError;
        Run run = new(data) { Options = new() { BatchSize = 16, LearningRate = hasSquares ? 0.01 : 0.04 } };
        await run.Evaluate(Convolution, epochs: 6);
        return (run, [.. run.Reports.Select(report => report.Metrics[$"validation-{data.Spec.Metric.Name()}"])]);
    }
}
