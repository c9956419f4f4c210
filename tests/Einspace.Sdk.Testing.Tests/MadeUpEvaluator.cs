using System.Collections.Immutable;
using System.Globalization;
using Einspace.Sdk.Data;
using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Plugins;

namespace Einspace.Sdk.Testing.Tests;

/// <summary>A sound evaluator of made-up numbers, with data, reports and checkpoints, of which single promises can be broken.</summary>
internal sealed class MadeUpEvaluator : EvaluatorFactory<NoOptions>
{
    public const string Metric = "made-up-accuracy";

    public override EvaluatorHosting Hosting => EvaluatorHosting.InProcess;

    public override EvaluatorProgress Progress => EvaluatorProgress.Segments;

    public override Objective DefaultObjective => WrongObjective ?? new(Metric, Direction.Maximise);

    public override ImmutableArray<Objective> Metrics => WrongMetrics ?? [new(Metric, Direction.Maximise)];

    public Objective? WrongObjective { get; init; }

    public ImmutableArray<Objective>? WrongMetrics { get; init; }

    public ImmutableArray<Objective>? WrongOnTask { get; init; }

    public override ImmutableArray<Objective> MetricsOf(TaskSpec task) => WrongOnTask ?? base.MetricsOf(task);

    public IReadOnlyDictionary<string, string>? WrongFacts { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Replaces a value; given the request, the fidelity and the sound value.</summary>
    public Func<EvaluationRequest, int, double, double>? WrongValue { get; init; }

    /// <summary>Replaces a report.</summary>
    public Func<EvaluationReport, EvaluationReport>? WrongReport { get; init; }

    /// <summary>Replaces the result, given the sound one.</summary>
    public Func<EvaluationRequest, EvaluationResult, EvaluationResult>? WrongResult { get; init; }

    /// <summary>Called before the first report.</summary>
    public Action<EvaluationRequest, IEvaluationReporter, IEvaluatorContext>? Before { get; init; }

    public bool IgnoresAnswers { get; init; }

    public bool IgnoresStop { get; init; }

    public bool IgnoresCancellation { get; init; }

    public bool IgnoresCheckpoints { get; init; }

    public bool ChecksNothingOfCheckpoints { get; init; }

    public bool LeavesFiles { get; init; }

    public bool ReadsNoTestSplit { get; init; }

    public bool AddsExamples { get; init; }

    protected override IEvaluator Create(NoOptions options, IEvaluatorContext context) => new Evaluator(this, context);

    private sealed class Evaluator(MadeUpEvaluator factory, IEvaluatorContext context) : IEvaluator
    {
        public IReadOnlyDictionary<string, string> Facts => factory.WrongFacts!;

        public async Task<EvaluationResult> EvaluateAsync(EvaluationRequest request, IEvaluationReporter reporter, CancellationToken cancellation)
        {
            factory.Before?.Invoke(request, reporter, context);
            double mean = MeanLabel(context.OpenTask(request), request.Purpose);
            double value = 0;
            if (request.CheckpointIn is { } file && !factory.IgnoresCheckpoints && !TryRead(file, request, out value))
                return new EvaluationResult.Failed(FailureKind.Checkpoint, $"{file} cannot be used");
            for (int fidelity = request.Fidelity.From + 1; fidelity <= request.Fidelity.To; fidelity++)
            {
                if (!factory.IgnoresCancellation)
                    cancellation.ThrowIfCancellationRequested();
                value += RandomStream.Derive(request.Seed, request.GraphHash, (ulong)fidelity).NextDouble() + mean;
                double shown = factory.WrongValue?.Invoke(request, fidelity, value) ?? value;
                EvaluationReport report = new(fidelity, Metrics(shown));
                ValueTask<ReportDecision> answer = reporter.ReportAsync(factory.WrongReport?.Invoke(report) ?? report);
                if (!factory.IgnoresAnswers && await answer == ReportDecision.Stop && !factory.IgnoresStop)
                    return Result(request, new EvaluationResult.Completed(fidelity, Metrics(shown)));
                if (fidelity == request.Fidelity.To)
                {
                    Write(request, value);
                    return Result(request, new EvaluationResult.Completed(fidelity, Metrics(shown)));
                }
            }

            throw new InvalidOperationException("An empty segment.");
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        private static ImmutableSortedDictionary<string, double> Metrics(double value) => ImmutableSortedDictionary<string, double>.Empty.Add(Metric, value);

        private static string Head(EvaluationRequest request, int fidelity) => $"{request.GraphHash} {request.Seed} {fidelity}";

        private EvaluationResult Result(EvaluationRequest request, EvaluationResult sound) => factory.WrongResult is { } wrong ? wrong(request, sound) : sound;

        private double MeanLabel(ITaskData data, Purpose purpose)
        {
            DataSplit split = purpose == Purpose.Final && !factory.ReadsNoTestSplit ? DataSplit.Test : DataSplit.Validation;
            long[] labels = new long[data.Count(split)];
            data.GatherLabels(split, [.. Enumerable.Range(0, labels.Length)], labels);
            float[] example = new float[(int)data.Spec.Input.Elements];
            data.Gather(split, [0], example);
            return labels.Average() + (factory.AddsExamples ? example.Sum() : 0);
        }

        private void Write(EvaluationRequest request, double value)
        {
            if (request.CheckpointOut is not { } file)
                return;
            string text = $"{Head(request, request.Fidelity.To)} {value.ToString("R", CultureInfo.InvariantCulture)}";
            File.WriteAllText(file, $"{text} {Checksum(text)}");
            if (factory.LeavesFiles)
                File.WriteAllText($"{file}.tmp", "left");
        }

        private bool TryRead(string file, EvaluationRequest request, out double value)
        {
            value = 0;
            string[] words = File.Exists(file) ? File.ReadAllText(file).Split(' ') : [];
            if (factory.ChecksNothingOfCheckpoints)
                return words.Length > 3 && double.TryParse(words[3], CultureInfo.InvariantCulture, out value);
            return words.Length == 5 && string.Join(' ', words[..3]) == Head(request, request.Fidelity.From)
                && words[4] == Checksum(string.Join(' ', words[..4])) && double.TryParse(words[3], CultureInfo.InvariantCulture, out value);
        }

        /// <summary>A checksum, by the only stable hash of texts at hand.</summary>
        private static string Checksum(string text) => $"{RandomStream.Derive(1, text).NextDouble():R}";
    }
}
