using Einspace.Sdk;
using Einspace.Sdk.Data;
using Einspace.Sdk.Evaluation;

namespace Einspace.Training.Tests;

/// <summary>What a training evaluator promises, seen through <see cref="IEvaluator"/>.</summary>
internal sealed class TrainingTests
{
    private const string Convolution = "seq(route(im2col3k1s1p, comp(linear16), col2im), seq(comp(norm), comp(leakyrelu)))";

    [SetUp]
    public void SetUp() => Libtorch.Require();

    [Test]
    public async Task A_search_reports_every_epoch_and_learns()
    {
        Run run = new(new MadeUpData(train: 640, validation: 200)) { Options = new() { BatchSize = 32 } };
        var result = (EvaluationResult.Completed)await run.Evaluate(Convolution, epochs: 3);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.Reports.Select(report => report.Fidelity), Is.EqualTo(new[] { 1, 2, 3 }));
            Assert.That(run.Reports[0].Metrics.Keys, Is.EquivalentTo(new[] { "train-loss", "validation-accuracy", "validation-loss" }));
            Assert.That(result.Fidelity, Is.EqualTo(3));
            Assert.That(result.Metrics, Is.EqualTo(run.Reports[^1].Metrics));
            Assert.That(result.Metrics["validation-accuracy"], Is.GreaterThan(0.6), "chance is a quarter");
            Assert.That(result.Metrics["train-loss"], Is.LessThan(run.Reports[0].Metrics["train-loss"]));
            Assert.That(run.Warnings, Is.Empty);
        }
    }

    [Test]
    public async Task A_final_evaluation_trains_on_both_splits_and_looks_at_the_test_split_once()
    {
        MadeUpData data = new(train: 64, validation: 64, test: 100);
        Run run = new(data) { Purpose = Purpose.Final, Options = new() { BatchSize = 64 } };
        var result = (EvaluationResult.Completed)await run.Evaluate(Convolution, epochs: 2);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Metrics.Keys, Is.EquivalentTo(new[] { "train-loss", "test-accuracy", "test-loss" }));
            Assert.That(run.Reports[0].Metrics.Keys, Is.EquivalentTo(new[] { "train-loss" }));
            Assert.That(Used(DataSplit.Train), Is.EquivalentTo(Enumerable.Range(0, 64)));
            Assert.That(Used(DataSplit.Validation), Is.EquivalentTo(Enumerable.Range(0, 64)));
            Assert.That(data.Gathered.Where(g => g.Split == DataSplit.Test).SelectMany(g => g.Indices), Is.EqualTo(Enumerable.Range(0, 100)));
        }

        IEnumerable<int> Used(DataSplit split) => data.Gathered.Where(g => g.Split == split).SelectMany(g => g.Indices).Distinct();
    }

    [Test]
    public async Task The_same_request_gives_the_same_bits_and_another_seed_others()
    {
        async Task<double[]> Metrics(ulong seed)
        {
            Run run = new(new MadeUpData(train: 128, validation: 64)) { Seed = seed, Options = new() { BatchSize = 32 } };
            await run.Evaluate(Convolution, epochs: 2);
            return [.. run.Reports.SelectMany(report => report.Metrics.Values)];
        }

        double[] first = await Metrics(5);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await Metrics(5), Is.EqualTo(first));
            Assert.That(await Metrics(6), Is.Not.EqualTo(first));
        }
    }

    [Test]
    public async Task A_short_last_batch_is_left_out_and_a_small_training_set_is_one_batch()
    {
        MadeUpData data = new(train: 70, validation: 10);
        await new Run(data) { Options = new() { BatchSize = 32, BatchnormStatistics = BatchNormStatistics.Running } }.Evaluate(Convolution, epochs: 1);
        MadeUpData small = new(train: 20, validation: 10);
        await new Run(small) { Options = new() { BatchSize = 32, BatchnormStatistics = BatchNormStatistics.Running } }.Evaluate(Convolution, epochs: 1);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(data.Gathered.Where(g => g.Split == DataSplit.Train).Select(g => g.Indices.Length), Is.EqualTo(new[] { 32, 32 }));
            Assert.That(data.Gathered.Where(g => g.Split == DataSplit.Train).SelectMany(g => g.Indices), Is.Unique);
            Assert.That(small.Gathered.Where(g => g.Split == DataSplit.Train).Select(g => g.Indices.Length), Is.EqualTo(new[] { 20 }));
        }
    }

    [Test]
    public async Task Every_epoch_has_an_order_of_its_own()
    {
        MadeUpData data = new(train: 64, validation: 10);
        await new Run(data) { Options = new() { BatchSize = 64, BatchnormStatistics = BatchNormStatistics.Running } }.Evaluate(Convolution, epochs: 2);
        int[][] orders = [.. data.Gathered.Where(g => g.Split == DataSplit.Train).Select(g => g.Indices)];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(orders, Has.Length.EqualTo(2));
            Assert.That(orders[0], Is.Not.EqualTo(orders[1]));
            Assert.That(orders[0], Is.Not.Ordered);
        }
    }

    [Test]
    public async Task A_number_of_training_samples_is_drawn_in_the_classes_proportions()
    {
        MadeUpData data = new(train: 1000, validation: 10);
        await new Run(data) { TrainSamples = 100, Options = new() { BatchSize = 100 } }.Evaluate(Convolution, epochs: 1);
        int[] used = [.. data.Gathered.Where(g => g.Split == DataSplit.Train).SelectMany(g => g.Indices).Distinct()];
        int[] inAll = Histogram(Enumerable.Range(0, 1000)), inUsed = Histogram(used);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(used, Has.Length.EqualTo(100));
            Assert.That(inUsed.Select(n => (double)n), Is.EqualTo(inAll.Select(n => n / 10.0)).Within(1));
            Assert.That(used.Max(), Is.GreaterThan(500), "not just the first ones");
        }

        int[] Histogram(IEnumerable<int> indices) =>
            [.. Enumerable.Range(0, MadeUpData.Classes).Select(c => indices.Count(i => data.Label(DataSplit.Train, i) == c))];
    }

    [Test]
    public async Task Recalibration_takes_at_least_a_thousand_training_examples_always_the_same()
    {
        MadeUpData data = new(train: 1500, validation: 10);
        await new Run(data) { Options = new() { BatchSize = 150 } }.Evaluate(Convolution, epochs: 2);
        int[][] batches = [.. data.Gathered.Where(g => g.Split == DataSplit.Train).Select(g => g.Indices)];
        Assert.That(batches, Has.Length.EqualTo(10 + 7 + 10 + 7));
        Assert.That(batches[10..17].SelectMany(b => b), Is.EqualTo(batches[27..34].SelectMany(b => b)));
    }

    [TestCase(float.NaN, "NaN")]
    [TestCase(float.PositiveInfinity, "")]
    public async Task A_loss_that_is_no_number_fails_the_trial(float poison, string word)
    {
        Run run = new(new MadeUpData(train: 64, validation: 10, poison: poison));
        var failed = (EvaluationResult.Failed)await run.Evaluate("comp(linear16)", epochs: 1);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(failed.Kind, Is.EqualTo(FailureKind.NotFinite));
            Assert.That(failed.Reason, Does.Contain("training loss").And.Contain("epoch 1").And.Contain(word));
            Assert.That(run.Reports, Is.Empty);
        }
    }

    [Test]
    public async Task A_learning_rate_that_diverges_fails_the_trial()
    {
        Run run = new(new MadeUpData(train: 640, validation: 10)) { Options = new() { LearningRate = 100, BatchSize = 32, WeightDecay = 0.5 } };
        Assert.That(await run.Evaluate("seq(comp(linear64), comp(linear64))", epochs: 4), Is.InstanceOf<EvaluationResult.Failed>());
    }

    [TestCase(1, 0, TestName = "A loss of NaN scores 0 in the first epoch, the reference's way")]
    [TestCase(3, 1, TestName = "A loss of NaN scores as in the epoch before, the reference's way")]
    public async Task A_loss_of_NaN_scores_as_in_the_epoch_before(int poisoned, int reports)
    {
        // The data turn to poison after some batches of training: 2 an epoch, and one of validation.
        Run run = new(new MadeUpData(train: 64, validation: 10, poison: float.NaN, poisonedFrom: poisoned))
        {
            Options = new() { BatchSize = 32, BatchnormStatistics = BatchNormStatistics.Running, NonFiniteLoss = NonFiniteLoss.PreviousEpoch },
        };
        var result = (EvaluationResult.Completed)await run.Evaluate(Convolution, epochs: 4);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.Reports, Has.Count.EqualTo(reports));
            Assert.That(result.Metrics["validation-accuracy"], Is.EqualTo(reports == 0 ? 0 : run.Reports[^1].Metrics["validation-accuracy"]));
            Assert.That(result.Fidelity, Is.EqualTo(4), "the trial counts as trained to the end");
            Assert.That(run.Warnings, Has.Exactly(1).Contains("Q17"));
        }
    }

    [Test]
    public async Task An_infinite_loss_goes_unnoticed_the_reference_s_way_and_is_no_metric()
    {
        // The network is the sum of squares, 3e38 where float ends at 3.4e38: logits are finite, their cross-entropies' sum is not.
        const string squares = "route(im2col8k8s0p, branch(clone_tensor2, comp(identity), route(identity, comp(identity), permute21), dot_product), identity)";
        Run run = new(new MadeUpData(train: 32, validation: 10, poison: 1.7e19f))
        {
            Options = new() { BatchSize = 32, NonFiniteLoss = NonFiniteLoss.PreviousEpoch },
        };
        var result = (EvaluationResult.Completed)await run.Evaluate(squares, epochs: 1);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Metrics.Keys, Is.EqualTo(new[] { "validation-accuracy" }));
            Assert.That(run.Reports, Has.Count.EqualTo(1));
        }
    }

    [Test]
    public async Task A_network_of_recorded_shapes_trains_where_they_do_not_matter_and_else_fails_with_a_sentence()
    {
        // Two tensors are joined, four are recorded: the mean over the width does not notice, a linear map of it does.
        const string joined = "branch(clone_tensor2, comp(linear16), comp(identity), cat_tensors3d4t)";
        EvaluationResult runs = await new Run(new MadeUpData(train: 64, validation: 10)).Evaluate(joined, epochs: 1);
        var fails = (EvaluationResult.Failed)await new Run(new MadeUpData(train: 64, validation: 10)).Evaluate($"seq({joined}, comp(linear16))", epochs: 1);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(runs, Is.InstanceOf<EvaluationResult.Completed>());
            Assert.That(fails.Kind, Is.EqualTo(FailureKind.Error));
            Assert.That(fails.Reason, Does.StartWith("The network cannot run").And.Contain("Q2").And.Contain("24").And.Contain("64"));
        }
    }

    [Test]
    public async Task Stop_ends_with_what_was_reached()
    {
        Run run = new(new MadeUpData(train: 64, validation: 10)) { Decide = report => report.Fidelity == 2 ? ReportDecision.Stop : ReportDecision.Continue };
        var result = (EvaluationResult.Completed)await run.Evaluate(Convolution, epochs: 5);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Fidelity, Is.EqualTo(2));
            Assert.That(result.Metrics, Is.EqualTo(run.Reports[^1].Metrics));
            Assert.That(run.Reports, Has.Count.EqualTo(2));
        }
    }

    [Test]
    public async Task Few_steps_are_warned_of()
    {
        Run run = new(new MadeUpData(train: 64, validation: 10)) { Options = new() { BatchSize = 32 } };
        await run.Evaluate(Convolution, epochs: 2);
        Assert.That(run.Warnings, Has.Exactly(1).Contains("4 steps"));
    }

    [Test]
    public void Cancelling_ends_within_a_second()
    {
        using CancellationTokenSource source = new();
        Run run = new(new MadeUpData(train: 2048, validation: 10)) { Options = new() { BatchSize = 32 }, Cancellation = source.Token };
        Task<EvaluationResult> task = run.Evaluate(Convolution, epochs: 1000);
        source.CancelAfter(300);
        Assert.That(() => Task.WaitAny([task], TimeSpan.FromSeconds(1.3)), Is.Zero);
        Assert.That(async () => await task, Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public void Cancelling_does_not_wait_for_the_end_of_a_batch()
    {
        string layers = "comp(identity)";
        for (int i = 0; i < 100; i++)
            layers = $"seq(route(im2col3k1s1p, comp(linear64), col2im), {layers})";
        using CancellationTokenSource source = new();
        Run run = new(new MadeUpData(train: 2048, validation: 10)) { Options = new() { BatchSize = 2048 }, Cancellation = source.Token };
        Task<EvaluationResult> task = run.Evaluate(layers, epochs: 1); // a forward pass alone takes many seconds
        Assert.That(task.Wait(TimeSpan.FromSeconds(2)), Is.False);
        source.Cancel();
        Assert.That(() => Task.WaitAny([task], TimeSpan.FromSeconds(1)), Is.Zero);
        Assert.That(async () => await task, Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public void What_cannot_be_trained_is_refused_with_a_sentence()
    {
        Assert.That(
            async () => await new Run(new MadeUpData(train: 1, validation: 10)).Evaluate(Convolution, epochs: 1),
            Throws.InstanceOf<InputException>().With.Message.Contains("at least 2 examples"));
        Assert.That(
            async () => await new Run(new MadeUpData(train: 10, validation: 0)).Evaluate(Convolution, epochs: 1),
            Throws.InstanceOf<InputException>().With.Message.Contains("validation"));
        Assert.That(
            async () => await new Run(new MadeUpData(train: 10, validation: 10)) { Device = "tpu" }.Evaluate(Convolution, epochs: 1),
            Throws.InstanceOf<InputException>().With.Message.Contains("tpu"));
    }
}
