using System.Collections.Immutable;
using System.Globalization;
using Einspace.Sdk;
using Einspace.Sdk.Evaluation;

namespace Einspace.Tabular;

/// <summary>Plays trainings of a <see cref="TrainingTable"/> back, one report for each epoch. A network that is not in it fails.</summary>
internal sealed class TabularEvaluator(TrainingTable table, TabularSeeds seeds) : IEvaluator
{
    public IReadOnlyDictionary<string, string> Facts { get; } =
        ImmutableSortedDictionary<string, string>.Empty.Add("networks", table.Count.ToString(CultureInfo.InvariantCulture));

    public async Task<EvaluationResult> EvaluateAsync(EvaluationRequest request, IEvaluationReporter reporter, CancellationToken cancellation)
    {
        ImmutableArray<Training> known = table.Of(request.GraphHash);
        if (known.IsEmpty)
            return Failed($"this network is none of the {table.Count} in the table {table.Path}");
        if (seeds == TabularSeeds.Drawn)
            known = [known[RandomStream.Derive(request.Seed, "tabular").NextInt(known.Length)]];
        if (known.Select(training => training.Failure).FirstOrDefault(failure => failure is not null) is { } reason)
            return Failed($"as in the table: {reason}");
        if (request.Purpose == Purpose.Final)
            return Final(known);

        int epochs = known.Min(training => training.Validation.Length);
        if (epochs != request.Fidelity.Horizon)
            return Failed($"the table's trainings have {epochs} epochs, not {request.Fidelity.Horizon}: give --epochs {epochs}");
        for (int epoch = request.Fidelity.From + 1; epoch <= request.Fidelity.To; epoch++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (await reporter.ReportAsync(new EvaluationReport(epoch, At(epoch))).ConfigureAwait(false) == ReportDecision.Stop)
                return new EvaluationResult.Completed(epoch, At(epoch));
        }

        return new EvaluationResult.Completed(request.Fidelity.To, At(request.Fidelity.To));

        ImmutableSortedDictionary<string, double> At(int epoch) => Metric("validation-accuracy", known.Average(training => training.Validation[epoch - 1]));

        EvaluationResult Final(ImmutableArray<Training> trainings) => trainings.Select(training => training.Test).OfType<double>().ToArray() is [_, ..] tests
            ? new EvaluationResult.Completed(request.Fidelity.To, Metric("test-accuracy", tests.Average()))
            : Failed("the table has no test result of this network");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static EvaluationResult.Failed Failed(string reason) => new(FailureKind.Error, reason);

    private static ImmutableSortedDictionary<string, double> Metric(string name, double value) =>
        ImmutableSortedDictionary<string, double>.Empty.Add(name, value);
}
