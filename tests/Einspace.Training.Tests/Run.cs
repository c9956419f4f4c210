using Einspace.Sdk.Data;
using Einspace.Sdk.Evaluation;

namespace Einspace.Training.Tests;

/// <summary>One evaluation and what it said on the way.</summary>
internal sealed class Run(ITaskData data) : IEvaluatorContext, IEvaluationReporter
{
    public TrainingOptions Options { get; init; } = new();

    public Purpose Purpose { get; init; } = Purpose.Search;

    public ulong Seed { get; init; } = 1;

    public int? TrainSamples { get; init; }

    public string Device { get; init; } = "cpu";

    public CancellationToken Cancellation { get; init; }

    public Func<EvaluationReport, ReportDecision> Decide { get; init; } = _ => ReportDecision.Continue;

    public List<EvaluationReport> Reports { get; } = [];

    public List<string> Warnings { get; } = [];

    public async Task<EvaluationResult> Evaluate(string architecture, int epochs)
    {
        EvaluationRequest request = Requests.For(architecture, data.Spec, epochs);
        request = request with { Purpose = Purpose, Seed = Seed, Device = Device, Task = request.Task! with { TrainSamples = TrainSamples } };
        await using TrainingEvaluator evaluator = new(Options, this, device => new Torch.TorchBackend(device), new Dictionary<string, string>());
        return await evaluator.EvaluateAsync(request, this, Cancellation);
    }

    ITaskData IEvaluatorContext.OpenTask(EvaluationRequest request) => data;

    ValueTask<ReportDecision> IEvaluationReporter.ReportAsync(EvaluationReport report)
    {
        Reports.Add(report);
        return ValueTask.FromResult(Decide(report));
    }

    void IEvaluationReporter.Warn(string warning) => Warnings.Add(warning);
}
