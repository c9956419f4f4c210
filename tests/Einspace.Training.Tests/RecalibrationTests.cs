using Einspace.Sdk.Data;
using Einspace.Sdk.Evaluation;
using Einspace.Torch;
using Einspace.Training.Networks;

namespace Einspace.Training.Tests;

/// <summary>
/// Scores after 2,000 images and 2 epochs: statistics of batch normalisation recalibrated, those of the batches themselves, and
/// the running ones, which lag behind.
/// </summary>
internal sealed class RecalibrationTests
{
    private const string Block = "seq(route(im2col3k2s1p, comp(linear32), col2im), seq(comp(norm), comp(leakyrelu)))";

    [SetUp]
    public void SetUp() => Libtorch.Require();

    [Test]
    public void Recalibrated_statistics_score_as_those_of_the_batches_where_running_ones_do_not()
    {
        using MadeUpData data = new(train: 2000, validation: 1000);
        (Score recalibrated, Score batch) = Train(Block, data, 256, BatchNormStatistics.Recalibrated);
        (Score running, _) = Train(Block, data, 256, BatchNormStatistics.Running);
        TestContext.Out.WriteLine($"recalibrated {recalibrated}, batch statistics {batch}, running {running}");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(recalibrated.Metric, Is.EqualTo(batch.Metric).Within(0.02));
            Assert.That(recalibrated.Loss, Is.EqualTo(batch.Loss).Within(0.02));
            Assert.That(running.Metric, Is.Not.EqualTo(batch.Metric).Within(0.02), "or this test could not fail");
        }
    }

    [TestCase(256)]
    [TestCase(64)]
    public void Drawn_digits_score_as_with_batch_statistics(int batchSize)
    {
        using DigitsTask digits = new();
        (Score recalibrated, Score batch) = Train($"seq({Block}, seq({Block}, {Block}))", digits.Data, batchSize, BatchNormStatistics.Recalibrated);
        TestContext.Out.WriteLine($"recalibrated {recalibrated}, batch statistics {batch}");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(recalibrated.Metric, Is.EqualTo(batch.Metric).Within(0.02));
            Assert.That(recalibrated.Loss, Is.EqualTo(batch.Loss).Within(0.02), "so early accuracies are low and could agree by chance");
        }
    }

    [TestCase(1000, 64)]
    [TestCase(1000, 600)]
    [TestCase(40, 32)]
    public void A_training_set_of_at_most_a_thousand_images_counts_in_full(int train, int batchSize)
    {
        using MadeUpData data = new(train, validation: 10);
        using TorchBackend backend = Libtorch.CreateBackend();
        TrainingOptions options = new() { BatchSize = batchSize };
        new TrainingRun(backend, options, Requests.For(Block, MadeUpData.Spec, epochs: 1), data, CancellationToken.None).Run(_ => ReportDecision.Continue);
        int[] recalibrated = [.. data.Gathered.Where(g => g.Split == DataSplit.Train).Skip(train / batchSize).SelectMany(g => g.Indices)];
        Assert.That(recalibrated.Distinct().Order(), Is.EqualTo(Enumerable.Range(0, train)));
    }

    private static (Score Reported, Score WithBatchStatistics) Train(string architecture, ITaskData data, int batchSize, BatchNormStatistics statistics)
    {
        using TorchBackend backend = Libtorch.CreateBackend();
        EvaluationRequest request = Requests.For(architecture, data.Spec, epochs: 2);
        TrainingRun run = new(backend, new() { BatchnormStatistics = statistics, BatchSize = batchSize }, request, data, CancellationToken.None);
        var metrics = run.Run(_ => ReportDecision.Continue).Metrics;
        return (
            new Score(metrics["validation-loss"], metrics["validation-accuracy"]),
            run.ScoreOn(DataSplit.Validation, new ForwardMode(UsesBatchStatistics: true, Momentum: 0)));
    }
}
