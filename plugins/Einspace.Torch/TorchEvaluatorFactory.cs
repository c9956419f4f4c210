using Einspace.Sdk;
using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Plugins;
using Einspace.Training;

namespace Einspace.Torch;

/// <summary>The evaluator <c>torch</c>: trains networks with the machine's libtorch, in worker processes.</summary>
[ExportEvaluator("torch", Description = "Trains networks with the machine's libtorch.")]
internal sealed class TorchEvaluatorFactory : EvaluatorFactory<TrainingOptions>
{
    public override EvaluatorHosting Hosting => EvaluatorHosting.Worker;

    public override async Task PrepareAsync(IProgress<ProgressStep>? progress, CancellationToken cancellation)
    {
        progress?.Report(new ProgressStep("building the link to libtorch", 0));
        await ShimBuild.EnsureAsync(cancellation).ConfigureAwait(false);
        progress?.Report(new ProgressStep("building the link to libtorch", 1));
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
