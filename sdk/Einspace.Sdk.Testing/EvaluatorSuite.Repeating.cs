using System.Diagnostics;
using System.Globalization;
using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Search;

namespace Einspace.Sdk.Testing;

// What shows when networks are evaluated again: in other company, from other bytes, at the same time, many times.
public static partial class EvaluatorSuite
{
    private static readonly TimeSpan Series = TimeSpan.FromSeconds(1);

    private static async Task DeterministicAsync(EvaluatorUnderTest subject, Action<string> broken, CancellationToken deadline)
    {
        EvaluationRequest[] requests = [.. subject.Networks.Take(Few).Select(subject.RequestFor)];
        using WatchedContext context = new(subject);
        await using IEvaluator evaluator = subject.Create(context);
        List<EvaluationRun> first = [];
        foreach (EvaluationRequest request in requests)
            first.Add(await EvaluationRun.RunAsync(evaluator, request, cancellation: deadline).ConfigureAwait(false));
        for (int i = requests.Length - 1; i >= 0; i--)
        {
            EvaluationRun again = await EvaluationRun.RunAsync(evaluator, requests[i], cancellation: deadline).ConfigureAwait(false);
            RequireSame(first[i], again, requests[i], "after others", broken);
            RequireSame(first[i], await AfreshAsync(subject, requests[i], deadline).ConfigureAwait(false), requests[i], "by another evaluator", broken);
        }
    }

    private static async Task EqualNetworksAsync(EvaluatorUnderTest subject, Action<string> broken, CancellationToken deadline)
    {
        foreach (Network network in subject.Networks.Take(Few))
        {
            EvaluationRequest request = subject.RequestFor(network);
            EvaluationRun once = await AfreshAsync(subject, request, deadline).ConfigureAwait(false);
            EvaluationRun later = await AfreshAsync(subject, request with { Trial = 7, Attempt = 2 }, deadline).ConfigureAwait(false);
            RequireSame(once, later, request, "as the third attempt of trial 7", broken);
        }
    }

    private static async Task SerialisedAsync(EvaluatorUnderTest subject, Action<string> broken, CancellationToken deadline)
    {
        foreach (Network network in subject.Networks.Take(Few))
        {
            EvaluationRequest request = subject.RequestFor(network);
            byte[] bytes = EvaluationJson.Write(request);
            EvaluationRun local = await AfreshAsync(subject, request, deadline).ConfigureAwait(false);
            EvaluationRun sent = await AfreshAsync(subject, EvaluationJson.ReadRequest(bytes), deadline).ConfigureAwait(false);
            RequireSame(local, sent, request, "from the bytes that a worker is sent", broken);
            if (!EvaluationJson.Write(request).SequenceEqual(bytes))
                broken($"the request for {Of(request)} is another one after the evaluation");
            foreach (EvaluationReport report in local.Reports)
            {
                if (EvaluationRun.Write(EvaluationJson.ReadReport(EvaluationJson.Write(report)).Metrics) is var back && back != EvaluationRun.Write(report.Metrics))
                    broken($"the report {EvaluationRun.Write(report.Metrics)} of {Of(request)} arrives as {back}");
            }

            if (local.Result is { } result && EvaluationJson.ReadResult(EvaluationJson.Write(result)) is var arrived
                && !EvaluationJson.Write(arrived).SequenceEqual(EvaluationJson.Write(result)))
                broken($"the result '{local.Ending}' of {Of(request)} arrives as {arrived}");
        }
    }

    private static async Task InstancesAsync(EvaluatorUnderTest subject, Action<string> broken, CancellationToken deadline)
    {
        if (subject.Factory.Hosting != EvaluatorHosting.InProcess)
            return;
        EvaluationRequest[] requests = [.. subject.Networks.Take(4).Select(subject.RequestFor)];
        List<EvaluationRun> alone = [];
        foreach (EvaluationRequest request in requests)
            alone.Add(await AfreshAsync(subject, request, deadline).ConfigureAwait(false));
        for (int round = 0; round < 5; round++)
        {
            EvaluationRun[] together = await Task.WhenAll(requests.Select(request => AfreshAsync(subject, request, deadline))).ConfigureAwait(false);
            for (int i = 0; i < requests.Length; i++)
                RequireSame(alone[i], together[i], requests[i], $"while {requests.Length} evaluators work at once", broken);
        }
    }

    // The first series fills what is filled once. A leak grows in each of the two that follow, whatever else may in one of them.
    private static async Task MemoryAsync(EvaluatorUnderTest subject, Action<string> broken, CancellationToken deadline)
    {
        using WatchedContext context = new(subject);
        await using IEvaluator evaluator = subject.Create(context);
        int evaluations = await RepeatAsync(subject, evaluator, most: 1000, deadline).ConfigureAwait(false);
        (long Managed, long Resident)[] memory = [Measure(), default, default];
        for (int series = 1; series <= 2; series++)
        {
            await RepeatAsync(subject, evaluator, evaluations, deadline).ConfigureAwait(false);
            memory[series] = Measure();
        }

        Require("of managed memory", [.. memory.Select(m => m.Managed)]);
        Require("resident", [.. memory.Select(m => m.Resident)]);

        void Require(string what, long[] bytes)
        {
            if (bytes[1] - bytes[0] > subject.MemoryAllowance && bytes[2] - bytes[1] > subject.MemoryAllowance)
                broken($"{Megabytes(bytes[0])} MB {what} after {evaluations} evaluations, {Megabytes(bytes[1])} after {2 * evaluations}, {Megabytes(bytes[2])} after {3 * evaluations}; {Megabytes(subject.MemoryAllowance)} more each time would be let pass");
        }

        static string Megabytes(long bytes) => (bytes / 1048576.0).ToString("F1", CultureInfo.InvariantCulture);

        static (long Managed, long Resident) Measure()
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
            return (GC.GetTotalMemory(forceFullCollection: true), Environment.WorkingSet);
        }
    }

    /// <summary>Evaluates networks one after another, at least 30 times.</summary>
    /// <returns>How often.</returns>
    private static async Task<int> RepeatAsync(EvaluatorUnderTest subject, IEvaluator evaluator, int most, CancellationToken deadline)
    {
        EvaluationRequest[] requests = [.. subject.Networks.Select(subject.RequestFor)];
        Stopwatch watch = Stopwatch.StartNew();
        int evaluated = 0;
        while (evaluated < 30 || (evaluated < most && watch.Elapsed < Series))
        {
            deadline.ThrowIfCancellationRequested();
            EvaluationRequest request = requests[evaluated % requests.Length] with { Trial = evaluated };
            await EvaluationRun.RunAsync(evaluator, request, cancellation: deadline).ConfigureAwait(false);
            evaluated++;
        }

        return evaluated;
    }
}
