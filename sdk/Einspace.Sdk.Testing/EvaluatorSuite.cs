using System.Collections.Immutable;
using System.Runtime.ExceptionServices;
using Einspace.Sdk.Data;
using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Search;

namespace Einspace.Sdk.Testing;

/// <summary>
/// What every <see cref="IEvaluator"/> promises, and its factory for it; its subject is the part with networks and data on which to try
/// it. Evaluators are created by the factory, and not prepared first: where <see cref="EvaluatorFactory.PrepareAsync"/> is needed, call
/// it before.
/// </summary>
public static partial class EvaluatorSuite
{
    // Rules that take many evaluations look at so many networks only.
    private const int Few = 3;

    /// <summary>The rules.</summary>
    public static IReadOnlyList<ConformanceRule<EvaluatorUnderTest>> Rules { get; } =
    [
        Rule("declaration", "A factory declares metrics of different names, the default objective among them and no cost of the host's, and its evaluators tell facts.", DeclarationAsync),
        Rule("answers", "A network is scored at the fidelity asked for, by named metrics, or fails with a reason in words.", AnswersAsync),
        Rule("metrics", "In purpose Search results and reports have the metrics that the factory declares, and no other.", MetricsAsync),
        Rule("reports", "Reports come one at a time, each after the answer to the one before, in ascending fidelity, and the result agrees with them.", ReportsAsync),
        Rule("stop", "A report that is answered with Stop is the last one, and the result is what was reached there.", StopAsync),
        Rule("cancellation", "A cancelled evaluation ends within a second, by OperationCanceledException.", CancellationAsync),
        Rule("deterministic", "The same request gives the same reports and result to the bit, whatever was evaluated before.", DeterministicAsync),
        Rule("equal-networks", "Results depend on the network and the seed, not on the trial's number or the attempt: equal networks train equally.", EqualNetworksAsync),
        Rule("serialised", "Requests, reports and results survive serialisation: nothing depends on which objects they are.", SerialisedAsync),
        Rule("not-finite", "What is not a finite number is never a score and never reported, also where the data hold NaN.", NotFiniteAsync),
        Rule("unknown", "A network for which there is no score fails; it is not given one.", UnknownAsync),
        Rule("no-test-split-in-search", "In purpose Search nothing is opened for purpose Final, and the test split is not asked for.", NoTestSplitAsync),
        Rule("final", "In purpose Final an evaluator with data measures on the test split.", FinalAsync),
        Rule("lent-data", "Data that the context lends stay open: an evaluator does not dispose them.", LentDataAsync),
        Rule("segments", "Where the factory promises segments, an evaluation that rested gives the reports and the result of one that did not, to the bit.", SegmentsAsync),
        Rule("checkpoints", "A checkpoint that is missing, damaged or of another training is answered as such, not gone on from.", CheckpointsAsync),
        Rule("instances", "Where the factory says InProcess, its evaluators share nothing: several work at once as each does alone.", InstancesAsync),
        Rule("memory", "Memory stays flat however many networks are evaluated.", MemoryAsync),
    ];

    /// <summary>How long a rule may take before the evaluator counts as not answering.</summary>
    internal static TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(120);

    private static ConformanceRule<EvaluatorUnderTest> Rule(
        string name, string promise, Func<EvaluatorUnderTest, Action<string>, CancellationToken, Task> examine) => new(name, promise, (subject, broken) =>
    {
        using CancellationTokenSource deadline = new();
        Task work = Task.Run(() => examine(subject, broken, deadline.Token));
        try
        {
            if (work.Wait(Patience))
                return;
            deadline.Cancel();
        }
        catch (AggregateException error) when (error.InnerException is { } inner)
        {
            ExceptionDispatchInfo.Throw(inner);
        }

        broken($"no answer for {Patience.TotalSeconds:F0} s");
    });

    /// <summary>Evaluates with an evaluator made for it.</summary>
    private static async Task<EvaluationRun> AfreshAsync(
        EvaluatorUnderTest subject, EvaluationRequest request, CancellationToken deadline, Func<EvaluationReport, Task<ReportDecision>>? answer = null)
    {
        using WatchedContext context = new(subject);
        await using IEvaluator evaluator = subject.Create(context);
        return await EvaluationRun.RunAsync(evaluator, request, answer, deadline).ConfigureAwait(false);
    }

    private static string Of(EvaluationRequest request) =>
        $"{request.Architecture} (seed {request.Seed}, fidelity {request.Fidelity.From} to {request.Fidelity.To}, purpose {request.Purpose})";

    private static void RequireSame(EvaluationRun first, EvaluationRun second, EvaluationRequest request, string what, Action<string> broken)
    {
        if (first.Words != second.Words)
            broken($"for {Of(request)} '{first.Words}', but {what} '{second.Words}'");
    }

    private static async Task DeclarationAsync(EvaluatorUnderTest subject, Action<string> broken, CancellationToken deadline)
    {
        EvaluatorFactory factory = subject.Factory;
        string[] names = factory.Metrics.IsDefault ? [] : [.. factory.Metrics.Select(metric => metric.Metric)];
        if (names.Length == 0 || names.Any(string.IsNullOrWhiteSpace) || names.Distinct().Count() < names.Length)
            broken($"the metrics '{string.Join("', '", names)}'");
        if (!factory.Metrics.Contains(factory.DefaultObjective))
            broken($"the default objective {factory.DefaultObjective}, but the metrics {string.Join(", ", factory.Metrics)}");
        Objective[] onTask = factory.MetricsOf(subject.Task).IsDefault ? [] : [.. factory.MetricsOf(subject.Task)];
        if (onTask.Length == 0 || onTask.DistinctBy(metric => metric.Metric).Count() < onTask.Length)
            broken($"the metrics '{string.Join("', '", onTask.Select(metric => metric.Metric))}' on the task {subject.Task.Name}");
        if (subject.Task.Output == OutputKind.Classification && onTask.Length > 0 && onTask[0] != factory.DefaultObjective)
            broken($"the objective {onTask[0]} on the classification {subject.Task.Name}, but the default objective {factory.DefaultObjective}");
        if (names.FirstOrDefault(CostMetric.Names.Contains) is { } cost)
            broken($"the metric '{cost}', which the host measures for every study");
        if (subject.Networks.Length < 2 || subject.Horizon < 2)
            broken($"{subject.Networks.Length} networks and a horizon of {subject.Horizon} to try it on, expected at least 2 of each");
        using WatchedContext context = new(subject);
        await using IEvaluator evaluator = subject.Create(context);
        if (evaluator.Facts is null || evaluator.Facts.Any(fact => string.IsNullOrWhiteSpace(fact.Key) || fact.Value is null))
            broken("facts that are null, or have no name");
    }

    private static async Task AnswersAsync(EvaluatorUnderTest subject, Action<string> broken, CancellationToken deadline)
    {
        using WatchedContext context = new(subject);
        await using IEvaluator evaluator = subject.Create(context);
        int scored = 0;
        foreach (Network network in subject.Networks)
        {
            EvaluationRequest request = subject.RequestFor(network);
            EvaluationRun evaluation = await EvaluationRun.RunAsync(evaluator, request, cancellation: deadline).ConfigureAwait(false);
            switch (evaluation.Result)
            {
                case EvaluationResult.Completed completed when completed.Fidelity != subject.Horizon || completed.Metrics is null or { IsEmpty: true }:
                    broken($"'{evaluation.Ending}' for {Of(request)}");
                    break;
                case EvaluationResult.Completed:
                    scored++;
                    break;
                case EvaluationResult.Failed failed when string.IsNullOrWhiteSpace(failed.Reason):
                    broken($"a failure ({failed.Kind}) without a reason for {Of(request)}");
                    break;
                case null:
                    broken($"it {evaluation.Ending} for {Of(request)}");
                    break;
            }
        }

        if (scored < 2)
            broken($"{scored} of {subject.Networks.Length} networks with a score, so that there is nothing to compare");
    }

    private static async Task MetricsAsync(EvaluatorUnderTest subject, Action<string> broken, CancellationToken deadline)
    {
        string[] declared = [.. subject.Factory.MetricsOf(subject.Task).Select(metric => metric.Metric).Order(StringComparer.Ordinal)];
        foreach (Network network in subject.Networks.Take(Few))
        {
            EvaluationRequest request = subject.RequestFor(network);
            EvaluationRun evaluation = await AfreshAsync(subject, request, deadline).ConfigureAwait(false);
            if (evaluation.Result is EvaluationResult.Completed completed)
                Require(completed.Metrics, "the result of", request);
            foreach (EvaluationReport report in evaluation.Reports)
                Require(report.Metrics, $"the report at {report.Fidelity} of", request);
        }

        void Require(ImmutableSortedDictionary<string, double> metrics, string what, EvaluationRequest request)
        {
            if (!metrics.Keys.Order(StringComparer.Ordinal).SequenceEqual(declared))
                broken($"{what} {Of(request)} has the metrics {string.Join(", ", metrics.Keys)}; declared are {string.Join(", ", declared)}");
        }
    }

    private static async Task ReportsAsync(EvaluatorUnderTest subject, Action<string> broken, CancellationToken deadline)
    {
        List<(EvaluationRequest, EvaluationRun)> evaluations = [];
        foreach (EvaluationRequest request in subject.Networks.Take(Few).Select(subject.RequestFor))
            evaluations.Add((request, await AfreshAsync(subject, request, deadline, SlowlyAsync).ConfigureAwait(false)));
        // What comes too late has had some time.
        await Task.Delay(100, deadline).ConfigureAwait(false);
        foreach ((EvaluationRequest request, EvaluationRun evaluation) in evaluations)
        {
            if (evaluation.Disorder is { } disorder)
                broken($"{disorder}, for {Of(request)}");
            if (evaluation.Result is not EvaluationResult.Completed completed)
                continue;
            if (subject.Factory.Progress >= EvaluatorProgress.Reports && evaluation.Reports.IsEmpty)
                broken($"no report for {Of(request)}, though the factory promises {subject.Factory.Progress}");
            if (evaluation.Reports is [.., var last] && last.Fidelity == completed.Fidelity && EvaluationRun.Write(last.Metrics) != EvaluationRun.Write(completed.Metrics))
                broken($"'{evaluation.Ending}' for {Of(request)}, but at that fidelity {EvaluationRun.Write(last.Metrics)} was reported");
        }

        async Task<ReportDecision> SlowlyAsync(EvaluationReport report)
        {
            await Task.Delay(5, deadline).ConfigureAwait(false);
            return ReportDecision.Continue;
        }
    }

    private static async Task StopAsync(EvaluatorUnderTest subject, Action<string> broken, CancellationToken deadline)
    {
        if (subject.Factory.Progress < EvaluatorProgress.Reports)
            return;
        foreach (Network network in subject.Networks.Take(Few))
        {
            EvaluationRequest request = subject.RequestFor(network);
            EvaluationRun evaluation = await AfreshAsync(subject, request, deadline, _ => Task.FromResult(ReportDecision.Stop)).ConfigureAwait(false);
            if (evaluation.Reports.Length > 1)
                broken($"{evaluation.Reports.Length} reports for {Of(request)}, each answered with Stop");
            if (evaluation is { Result: EvaluationResult.Failed, Reports: [] } || evaluation.Reports is not [var report])
                continue;
            if (evaluation.Result is not EvaluationResult.Completed completed || completed.Fidelity != report.Fidelity
                || EvaluationRun.Write(completed.Metrics) != EvaluationRun.Write(report.Metrics))
                broken($"'{evaluation.Ending}' for {Of(request)}, stopped at {report.Fidelity} with {EvaluationRun.Write(report.Metrics)}");
        }
    }

    private static async Task NotFiniteAsync(EvaluatorUnderTest subject, Action<string> broken, CancellationToken deadline)
    {
        foreach (bool isPoisoned in subject.Factory.NeedsTask ? (bool[])[false, true] : [false])
        {
            using WatchedContext context = new(subject, isPoisoned);
            foreach (Network network in subject.Networks)
            {
                EvaluationRequest request = subject.RequestFor(network);
                await using IEvaluator evaluator = subject.Create(context);
                EvaluationRun evaluation = await EvaluationRun.RunAsync(evaluator, request, cancellation: deadline).ConfigureAwait(false);
                string where = $"for {Of(request)}{(isPoisoned ? ", with NaN in every example" : "")}";
                if (evaluation.Result is EvaluationResult.Completed completed && !completed.Metrics.Values.All(double.IsFinite))
                    broken($"'{evaluation.Ending}' {where}");
                if (evaluation.Reports.FirstOrDefault(report => !report.Metrics.Values.All(double.IsFinite)) is { } report)
                    broken($"the report {EvaluationRun.Write(report.Metrics)} at {report.Fidelity} {where}");
            }
        }
    }

    private static async Task UnknownAsync(EvaluatorUnderTest subject, Action<string> broken, CancellationToken deadline)
    {
        foreach (Network network in subject.Unscorable)
        {
            EvaluationRequest request = subject.RequestFor(network);
            EvaluationRun evaluation = await AfreshAsync(subject, request, deadline).ConfigureAwait(false);
            if (evaluation.Result is not EvaluationResult.Failed || !evaluation.Reports.IsEmpty)
                broken($"'{evaluation.Words}' for {Of(request)}, which has no score");
        }
    }

    private static async Task NoTestSplitAsync(EvaluatorUnderTest subject, Action<string> broken, CancellationToken deadline)
    {
        using WatchedContext context = new(subject);
        await using IEvaluator evaluator = subject.Create(context);
        EvaluationRequest request = subject.RequestFor(subject.Networks[0]);
        await EvaluationRun.RunAsync(evaluator, request, cancellation: deadline).ConfigureAwait(false);
        if (context.Opened.Contains(Purpose.Final))
            broken($"the data are opened for purpose {Purpose.Final} for {Of(request)}");
        if (context.AskedForTest)
            broken($"the test split is asked for for {Of(request)}");
    }

    private static async Task FinalAsync(EvaluatorUnderTest subject, Action<string> broken, CancellationToken deadline)
    {
        if (!subject.Factory.NeedsTask)
            return;
        using WatchedContext context = new(subject);
        await using IEvaluator evaluator = subject.Create(context);
        EvaluationRequest request = subject.RequestFor(subject.Networks[0]) with { Purpose = Purpose.Final };
        EvaluationRun evaluation = await EvaluationRun.RunAsync(evaluator, request, cancellation: deadline).ConfigureAwait(false);
        if (evaluation.Result is not EvaluationResult.Completed { Metrics: { IsEmpty: false } metrics } || !metrics.Values.All(double.IsFinite))
            broken($"it {evaluation.Ending} for {Of(request)}");
        if (!context.AskedForTest)
            broken($"'{evaluation.Ending}' for {Of(request)}, but the test split was not asked for");
    }

    private static async Task LentDataAsync(EvaluatorUnderTest subject, Action<string> broken, CancellationToken deadline)
    {
        using WatchedContext context = new(subject);
        foreach (Network network in subject.Networks.Take(2))
        {
            await using (IEvaluator evaluator = subject.Create(context))
                await EvaluationRun.RunAsync(evaluator, subject.RequestFor(network), cancellation: deadline).ConfigureAwait(false);
            if (context.WasDisposed)
                broken($"they are disposed with or after the evaluation of {network.Architecture}");
        }
    }
}
