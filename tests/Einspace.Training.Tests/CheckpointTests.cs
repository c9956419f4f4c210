using Einspace.Sdk;
using Einspace.Sdk.Data;
using Einspace.Sdk.Evaluation;

namespace Einspace.Training.Tests;

/// <summary>Trainings in segments are the trainings that they would be without a rest, to the bit.</summary>
internal sealed class CheckpointTests
{
    private const int Horizon = 4;
    private const string Convolution = "seq(route(im2col3k1s1p, comp(linear16), col2im), seq(comp(norm), comp(leakyrelu)))";

    private string _folder = "";

    [SetUp]
    public void SetUp()
    {
        Libtorch.Require();
        _folder = Directory.CreateTempSubdirectory("einspace-checkpoints").FullName;
    }

    [TearDown]
    public void TearDown()
    {
        if (_folder.Length > 0)
            Directory.Delete(_folder, recursive: true);
    }

    // Each segment has an evaluator of its own, as in another process.
    [Test]
    public async Task A_training_that_rested_is_the_one_that_never_did_to_the_bit(
        [Values(Convolution, "seq(comp(linear16), comp(softmax))")] string architecture,
        [Values] BatchNormStatistics statistics)
    {
        TrainingOptions options = new() { BatchSize = 32, BatchnormStatistics = statistics };
        List<EvaluationReport> whole = [], parts = [];
        await Train(architecture, options, new FidelityRange(0, Horizon, Horizon), null, "whole", whole);
        await Train(architecture, options, new FidelityRange(0, 1, Horizon), null, "one", parts);
        await Train(architecture, options, new FidelityRange(1, 3, Horizon), "one", "three", parts);
        await Train(architecture, options, new FidelityRange(3, 4, Horizon), "three", "four", parts);

        Assert.That(parts.Select(Words), Is.EqualTo(whole.Select(Words)));
        Assert.That(File.ReadAllBytes(FileOf("four")), Is.EqualTo(File.ReadAllBytes(FileOf("whole"))), "Weights, velocities or statistics differ.");
        Assert.That(File.ReadAllBytes(FileOf("three")), Is.Not.EqualTo(File.ReadAllBytes(FileOf("four"))));

        static string Words(EvaluationReport report) => $"{report.Fidelity} {string.Join(' ', report.Metrics.Select(metric => $"{metric.Key} {metric.Value:R}"))}";
    }

    // Canary: what a checkpoint holds matters. Without velocities the next epoch would be another.
    [Test]
    public async Task Every_tensor_of_a_checkpoint_counts()
    {
        TrainingOptions options = new() { BatchSize = 32 };
        List<EvaluationReport> whole = [], fresh = [];
        await Train(Convolution, options, new FidelityRange(0, 2, Horizon), null, "two", whole);
        await Train(Convolution, options with { Momentum = 0 }, new FidelityRange(0, 1, Horizon), null, "still", []);
        await Train(Convolution, options, new FidelityRange(1, 2, Horizon), "still", null, fresh);
        Assert.That(fresh[0].Metrics, Is.Not.EqualTo(whole[1].Metrics));
    }

    [TestCase("missing", "cannot be read: Could not find file")]
    [TestCase("cut", "is damaged: it does not match its checksum.")]
    [TestCase("bit", "is damaged: it does not match its checksum.")]
    [TestCase("empty", "is damaged: it does not match its checksum.")]
    [TestCase("seed", "is of another training: network ")]
    [TestCase("epoch", "epoch 1 of 4; expected network ")]
    public async Task A_checkpoint_that_cannot_be_used_is_answered_as_such(string damage, string words)
    {
        TrainingOptions options = new() { BatchSize = 32 };
        await Train(Convolution, options, new FidelityRange(0, 1, Horizon), null, "one", []);
        byte[] bytes = File.ReadAllBytes(FileOf("one"));
        switch (damage)
        {
            case "missing":
                File.Delete(FileOf("one"));
                break;
            case "cut":
                File.WriteAllBytes(FileOf("one"), bytes[..^100]);
                break;
            case "bit":
                bytes[bytes.Length / 2] ^= 1;
                File.WriteAllBytes(FileOf("one"), bytes);
                break;
            case "empty":
                File.WriteAllBytes(FileOf("one"), []);
                break;
        }

        FidelityRange segment = damage == "epoch" ? new(2, 3, Horizon) : new(1, 3, Horizon);
        EvaluationResult result = await Train(Convolution, options, segment, "one", null, [], seed: damage == "seed" ? 2UL : 1);
        Assert.That(result, Is.InstanceOf<EvaluationResult.Failed>().With.Property("Kind").EqualTo(FailureKind.Checkpoint)
            .And.Property("Reason").Contains(words).And.Property("Reason").Contains(FileOf("one")));
    }

    [Test]
    public async Task A_training_that_is_stopped_leaves_no_checkpoint()
    {
        List<EvaluationReport> reports = [];
        await Train(Convolution, new() { BatchSize = 32 }, new FidelityRange(0, 3, Horizon), null, "three", reports, stopAt: 2);
        Assert.That(reports, Has.Count.EqualTo(2));
        Assert.That(Directory.GetFiles(_folder), Is.Empty);
    }

    [Test]
    public async Task A_training_that_became_NaN_rests_and_keeps_its_score_the_reference_s_way()
    {
        TrainingOptions options = new() { BatchSize = 320, BatchnormStatistics = BatchNormStatistics.Running, NonFiniteLoss = NonFiniteLoss.PreviousEpoch };
        // An epoch takes a batch of each split: the third is poisoned.
        MadeUpData poisoned = new(train: 320, validation: 100, poison: float.NaN, poisonedFrom: 4);
        List<EvaluationReport> reports = [];
        var rested = (EvaluationResult.Completed)await Train(Convolution, options, new FidelityRange(0, 3, Horizon), null, "three", reports, data: poisoned);
        var ended = (EvaluationResult.Completed)await Train(Convolution, options, new FidelityRange(3, 4, Horizon), "three", null, reports, data: poisoned);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(reports, Has.Count.EqualTo(2));
            Assert.That(rested, Is.EqualTo(new EvaluationResult.Completed(3, rested.Metrics)));
            Assert.That(rested.Metrics, Is.EqualTo(reports[1].Metrics));
            Assert.That(ended.Metrics, Is.EqualTo(rested.Metrics));
        }
    }

    [Test]
    public void A_checkpoint_that_cannot_be_written_stops_the_study_and_is_not_the_networks_fault() => Assert.That(
        async () => await Train(Convolution, new() { BatchSize = 32 }, new FidelityRange(0, 1, Horizon), null, "no/such/folder", []),
        Throws.TypeOf<InputException>().With.Message.Contains("cannot be written"));

    private string FileOf(string name) => Path.Combine(_folder, name);

    private async Task<EvaluationResult> Train(
        string architecture, TrainingOptions options, FidelityRange segment, string? from, string? to, List<EvaluationReport> reports,
        ulong seed = 1, int stopAt = int.MaxValue, MadeUpData? data = null)
    {
        EvaluationRequest request = Requests.For(architecture, MadeUpData.Spec, Horizon) with
        {
            Seed = seed,
            Fidelity = segment,
            CheckpointIn = from is null ? null : FileOf(from),
            CheckpointOut = to is null ? null : FileOf(to),
        };
        Host host = new(data ?? new MadeUpData(train: 320, validation: 100), reports, stopAt);
        await using TrainingEvaluator evaluator = new(options, host, device => new Torch.TorchBackend(device), new Dictionary<string, string>());
        return await evaluator.EvaluateAsync(request, host, CancellationToken.None);
    }

    private sealed class Host(ITaskData data, List<EvaluationReport> reports, int stopAt) : IEvaluatorContext, IEvaluationReporter
    {
        public ITaskData OpenTask(EvaluationRequest request) => data;

        public ValueTask<ReportDecision> ReportAsync(EvaluationReport report)
        {
            reports.Add(report);
            return ValueTask.FromResult(report.Fidelity >= stopAt ? ReportDecision.Stop : ReportDecision.Continue);
        }

        public void Warn(string warning)
        {
        }
    }
}
