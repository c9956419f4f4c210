using System.Collections.Immutable;
using Einspace.Sdk;
using Einspace.Sdk.Data;
using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Plugins;
using Einspace.Training;

namespace Einspace.Torch;

/// <summary>The evaluator <c>torch</c>: trains networks with the machine's libtorch, in worker processes.</summary>
[ExportEvaluator("torch", Description = "Trains networks with the machine's libtorch.")]
internal sealed class TorchEvaluatorFactory : EvaluatorFactory<TrainingOptions>
{
    public override EvaluatorHosting Hosting => EvaluatorHosting.Worker;

    public override EvaluatorProgress Progress => EvaluatorProgress.Segments;

    public override ImmutableArray<Objective> Metrics =>
        [DefaultObjective, new("validation-loss", Direction.Minimise), new("train-loss", Direction.Minimise)];

    public override ImmutableArray<Objective> MetricsOf(TaskSpec task) => TrainingEvaluator.MetricsOf(task);

    public override async Task PrepareAsync(IProgress<ProgressStep>? progress, CancellationToken cancellation)
    {
        Task<string> library = ShimBuild.EnsureAsync(cancellation);
        // It is there after milliseconds, except the first time.
        if (await Task.WhenAny(library, Task.Delay(500, cancellation)).ConfigureAwait(false) != library)
            progress?.Report(new ProgressStep("building the link to libtorch, once", 0));
        await library.ConfigureAwait(false);
    }

    protected override IEvaluator Create(TrainingOptions options, IEvaluatorContext context)
    {
        string library = ShimBuild.EnsureAsync().GetAwaiter().GetResult();
        Shim.Load(library);
        Shim.Check(Shim.KeepMemory());
        Dictionary<string, string> facts = new(TorchBackend.LibraryFacts())
        {
            ["shim"] = Path.GetFileName(Path.GetDirectoryName(library))!,
            ["threads"] = $"{options.Threads}",
        };
        return new TrainingEvaluator(options, context, device => new TorchBackend(device), facts);
    }
}
