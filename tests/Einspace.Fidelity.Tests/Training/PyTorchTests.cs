using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Einspace.Grammar;
using Einspace.Sdk.Data;
using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Graphs;
using Einspace.Sdk.Plugins;
using Einspace.Torch;
using Einspace.Training;
using Einspace.Training.Networks;
using Einspace.Training.Tests;

namespace Einspace.Fidelity.Tests.Training;

/// <summary>
/// Our trainer against a plain PyTorch script (peer.py) from the same initial weights on the same batches: a convolutional and a
/// transformer seed of reduced width. One batch an epoch shows the loss of every step; several show the order of batches and the schedule.
/// </summary>
[Category("Fidelity")]
internal sealed partial class PyTorchTests
{
    private const int BatchSize = 32, ValidationExamples = 64;

    private static readonly Dictionary<string, Dictionary<string, double>> Variants = new()
    {
        ["same"] = [],
        ["no weight decay"] = new() { ["decay"] = 0 },
        ["no momentum"] = new() { ["momentum"] = 0 },
        ["schedule off by one"] = new() { ["schedule_offset"] = 1 },
        ["BatchNorm momentum 0.01"] = new() { ["batchnorm_momentum"] = 0.01 },
    };

    private string _folder = "";

    [SetUp]
    public void SetUp()
    {
        Libtorch.Require();
        PeerJob.RequirePyTorch();
        _folder = Directory.CreateTempSubdirectory("einspace-peer").FullName;
    }

    [TearDown]
    public void TearDown()
    {
        if (_folder.Length > 0)
            Directory.Delete(_folder, recursive: true);
    }

    // A weight decay that shows within twenty steps, and a learning rate at which rounding errors do not grow to a thousandth meanwhile.
    [TestCase("resnet", 1, 20, 0.004)]
    [TestCase("resnet", 5, 4, 0.004)]
    [TestCase("transformer", 1, 20, 0.04)]
    [TestCase("transformer", 5, 4, 0.04)]
    public async Task Training_gives_the_losses_of_PyTorch(string network, int batches, int epochs, double rate)
    {
        MadeUpData data = new(batches * BatchSize, ValidationExamples);
        TrainingOptions options = new() { BatchSize = BatchSize, LearningRate = rate, WeightDecay = 0.05, BatchnormStatistics = BatchNormStatistics.Running };
        (EvaluationReport[] ours, EvaluationRequest request) = await Train(network, data, options, epochs);
        var peer = Job(network, data, options, epochs).Run(
            _folder, Weights(network, request), Examples(data, DataSplit.Train), Examples(data, DataSplit.Validation));
        foreach ((string variant, PeerLosses losses) in peer)
            TestContext.Out.WriteLine($"{variant}: {Distances(ours, losses)}");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Distances(ours, peer["same"]).Agree, Is.True, "the same training");
            foreach (string canary in peer.Keys.Where(name => name != "same"))
                Assert.That(Distances(ours, peer[canary]).Agree, Is.False, canary);
        }
    }

    private static Distance Distances(EvaluationReport[] ours, PeerLosses peer)
    {
        int batches = peer.Steps.Length / ours.Length;
        double[] train = [.. ours.Zip(peer.Steps.Chunk(batches), (report, steps) => Math.Abs(report.Metrics["train-loss"] - steps.Average()))];
        double[] validation = [.. ours.Zip(peer.Validation, (report, loss) => Math.Abs(report.Metrics["validation-loss"] - loss))];
        return new Distance(train.Take(5 / batches).Max(), train.Concat(validation).Max());
    }

    private static async Task<(EvaluationReport[] Reports, EvaluationRequest Request)> Train(
        string network, MadeUpData data, TrainingOptions options, int epochs)
    {
        TaskSpec task = MadeUpData.Spec;
        ComputationGraph graph = GraphPasses.Canonicalise(Lower(network));
        EvaluationRequest request = new()
        {
            Trial = 0,
            Attempt = 0,
            Purpose = Purpose.Search,
            Evaluator = "torch",
            Options = OptionTree.Empty,
            Task = new TaskReference(task.Name, OptionTree.Empty, "/", "", task, TrainSamples: null),
            Architecture = network,
            Network = graph,
            GraphHash = graph.Hash(),
            Seed = 1,
            Fidelity = new FidelityRange(0, epochs, epochs),
            Device = "cpu",
        };
        Recorder recorder = new(data);
        await using TrainingEvaluator evaluator = new(options, recorder, device => new TorchBackend(device), new Dictionary<string, string>());
        Assert.That(await evaluator.EvaluateAsync(request, recorder, CancellationToken.None), Is.InstanceOf<EvaluationResult.Completed>());
        return ([.. recorder.Reports], request);
    }

    /// <summary>The batches are those that our trainer asked the data for.</summary>
    private static PeerJob Job(string network, MadeUpData data, TrainingOptions options, int epochs)
    {
        int[][] batches = [.. data.Gathered.Where(gathered => gathered.Split == DataSplit.Train).Select(gathered => gathered.Indices)];
        return new PeerJob
        {
            Network = network,
            Input = MadeUpData.Input.Sizes,
            Classes = MadeUpData.Classes,
            Rate = options.LearningRate,
            Momentum = options.Momentum,
            Decay = options.WeightDecay,
            Epochs = [.. batches.Chunk(batches.Length / epochs)],
            Variants = Variants.Where(variant => network == "resnet" || !variant.Value.ContainsKey("batchnorm_momentum")).ToDictionary(),
        };
    }

    /// <summary>The initial parameters of a request, in the order in which the grammar lowers them.</summary>
    private static float[] Weights(string network, EvaluationRequest request)
    {
        using TorchBackend backend = Libtorch.CreateBackend();
        GraphProgram program = GraphProgram.Compile(request.Network);
        var byPath = program.Parameters.Zip(new GraphNetwork(backend, program, request.Seed).Parameters)
            .ToDictionary(pair => pair.First.Path, pair => backend.Read(pair.Second));
        return [.. ByRule.Trained(Lower(network)).SelectMany(parameter => byPath[parameter.Path])];
    }

    private static (float[] Examples, long[] Labels) Examples(ITaskData data, DataSplit split)
    {
        int[] all = [.. Enumerable.Range(0, data.Count(split))];
        float[] examples = new float[all.Length * (int)MadeUpData.Input.Elements];
        long[] labels = new long[all.Length];
        data.Gather(split, all, examples);
        data.GatherLabels(split, all, labels);
        return (examples, labels);
    }

    private static ComputationGraph Lower(string network)
    {
        EinspaceFactory factory = new();
        TaskSpec task = MadeUpData.Spec;
        string text = factory.Seed(network == "resnet" ? "resnet18" : network, task);
        string reduced = Width().Replace(text, match => $"linear({Reduce(network, int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture))})");
        Sdk.Grammars.Grammar grammar = factory.Create(OptionBinder.Bind<EinspaceOptions>(OptionTree.Empty), task);
        return NetworkHead.Attach(grammar.Lower(grammar.Parse(reduced)), task);
    }

    private static int Reduce(string network, int width) => (network, width) switch
    {
        ("resnet", 64 or 128) => 16,
        ("resnet", 256 or 512) => 32,
        ("transformer", 64) => 16,
        ("transformer", 512) => 32,
        _ => throw new ArgumentOutOfRangeException(nameof(width), width, $"The seed {network} has a width that peer.py does not know."),
    };

    [GeneratedRegex(@"linear\((\d+)\)")]
    private static partial Regex Width();

    /// <summary>How far our losses are from the peer's: of the first five steps, and of all.</summary>
    private readonly record struct Distance(double FirstSteps, double All)
    {
        public bool Agree => FirstSteps <= 1e-4 && All <= 1e-3;
    }

    private sealed class Recorder(ITaskData data) : IEvaluatorContext, IEvaluationReporter
    {
        public List<EvaluationReport> Reports { get; } = [];

        ITaskData IEvaluatorContext.OpenTask(EvaluationRequest request) => data;

        ValueTask<ReportDecision> IEvaluationReporter.ReportAsync(EvaluationReport report)
        {
            Reports.Add(report);
            return ValueTask.FromResult(ReportDecision.Continue);
        }

        void IEvaluationReporter.Warn(string warning)
        {
        }
    }
}
