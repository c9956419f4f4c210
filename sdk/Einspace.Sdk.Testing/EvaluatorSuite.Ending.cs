using System.Collections.Immutable;
using System.Diagnostics;
using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Search;

namespace Einspace.Sdk.Testing;

// Evaluations that end before their time: cancelled, or to be gone on with.
public static partial class EvaluatorSuite
{
    // The promise is a second; a busy machine is given half a second more.
    private static readonly TimeSpan CancelPatience = TimeSpan.FromSeconds(1.5);

    private static async Task CancellationAsync(EvaluatorUnderTest subject, Action<string> broken, CancellationToken deadline)
    {
        EvaluationRequest request = subject.RequestFor(subject.Networks[0]);
        EvaluationRequest endless = request with { Fidelity = new FidelityRange(0, 100_000, 100_000) };
        // What is loaded once, by the first evaluation, is no part of the second that cancelling may take.
        await AfreshAsync(subject, request, deadline).ConfigureAwait(false);
        await TryAsync("before it begins", request, cancel => cancel(), null).ConfigureAwait(false);
        await TryAsync("after a tenth of a second", endless, cancel => _ = Task.Delay(100, deadline).ContinueWith(_ => cancel(), TaskScheduler.Default), null)
            .ConfigureAwait(false);
        await TryAsync("at its first report", endless, _ => { }, 0).ConfigureAwait(false);
        await TryAsync("at its third report", endless, _ => { }, 2).ConfigureAwait(false);

        // A machine may be too busy to keep the second, but hardly three times.
        async Task TryAsync(string when, EvaluationRequest asked, Action<Action> begin, int? atReport)
        {
            for (int tries = 1; await CancelAsync(when, asked, begin, atReport, isLast: tries == 3).ConfigureAwait(false) is false; tries++)
                deadline.ThrowIfCancellationRequested();
        }

        async Task<bool> CancelAsync(string when, EvaluationRequest asked, Action<Action> begin, int? atReport, bool isLast)
        {
            // Not disposed: it may be cancelled after the evaluation ended.
            CancellationTokenSource source = CancellationTokenSource.CreateLinkedTokenSource(deadline);
            Stopwatch watch = new();
            TaskCompletionSource cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);
            int reports = 0;
            using WatchedContext context = new(subject);
            await using IEvaluator evaluator = subject.Create(context);
            begin(Cancel);
            Task<EvaluationRun> running = EvaluationRun.RunAsync(evaluator, asked, CountAsync, source.Token);
            await Task.WhenAny(running, cancelled.Task).ConfigureAwait(false);
            bool isInTime = await Task.WhenAny(running, Task.Delay(CancelPatience, deadline)).ConfigureAwait(false) == running;
            if (!isInTime && (isLast || await Task.WhenAny(running, Task.Delay(3 * CancelPatience, deadline)).ConfigureAwait(false) != running))
                broken($"it still runs {watch.Elapsed.TotalSeconds:F1} s after it was cancelled {when}: {Of(asked)}");
            EvaluationRun evaluation = await running.ConfigureAwait(false);
            if (!cancelled.Task.IsCompleted || !isInTime)
                return isInTime;
            if (evaluation.Error is not null and not OperationCanceledException)
                broken($"it {evaluation.Ending} when it was cancelled {when}: {Of(asked)}");
            if (atReport is not null && evaluation.Error is null)
                broken($"it {evaluation.Ending} though it was cancelled {when}: {Of(asked)}");
            return true;

            Task<ReportDecision> CountAsync(EvaluationReport report)
            {
                if (reports++ == atReport)
                    Cancel();
                return Task.FromResult(ReportDecision.Continue);
            }

            void Cancel()
            {
                watch.Start();
                source.Cancel();
                cancelled.TrySetResult();
            }
        }
    }

    private static async Task SegmentsAsync(EvaluatorUnderTest subject, Action<string> broken, CancellationToken deadline)
    {
        if (subject.Factory.Progress < EvaluatorProgress.Segments)
            return;
        int horizon = subject.Horizon;
        using CheckpointFolder folder = new();
        foreach (Network network in subject.Networks.Take(Few))
        {
            EvaluationRequest request = subject.RequestFor(network);
            EvaluationRun whole = await AfreshAsync(subject, request, deadline).ConfigureAwait(false);
            foreach (int[] rests in (int[][])[[1], [.. Enumerable.Range(1, horizon - 1)]])
            {
                List<EvaluationReport> reports = [];
                EvaluationRun part = whole;
                int from = 0;
                foreach (int to in (int[])[.. rests, horizon])
                {
                    part = await AfreshAsync(subject, folder.Segment(request, from, to), deadline).ConfigureAwait(false);
                    reports.AddRange(part.Reports);
                    if (part.Result is not EvaluationResult.Completed)
                        break;
                    from = to;
                }

                string words = string.Join("; ", [.. reports.Select(report => $"reported at {report.Fidelity} {EvaluationRun.Write(report.Metrics)}"), part.Ending]);
                if (words != whole.Words)
                    broken($"for {Of(request)} '{whole.Words}', but '{words}' when it rested at {string.Join(" and ", rests)}");
            }
        }
    }

    private static async Task CheckpointsAsync(EvaluatorUnderTest subject, Action<string> broken, CancellationToken deadline)
    {
        if (subject.Factory.Progress < EvaluatorProgress.Segments)
            return;
        EvaluationRequest request = subject.RequestFor(subject.Networks[0]), other = request with { Seed = 2 };
        ImmutableArray<(string Words, Action<string> Damage)> damages =
        [
            ("missing", File.Delete),
            ("empty", file => File.WriteAllBytes(file, [])),
            ("cut short", file => File.WriteAllBytes(file, File.ReadAllBytes(file)[..^1])),
            ("changed by a bit", file =>
            {
                byte[] bytes = File.ReadAllBytes(file);
                bytes[bytes.Length / 2] ^= 1;
                File.WriteAllBytes(file, bytes);
            }),
            ("of a training with another seed", _ => { }),
        ];
        foreach ((string words, Action<string> damage) in damages)
        {
            using CheckpointFolder folder = new();
            EvaluationRequest first = folder.Segment(words.StartsWith("of", StringComparison.Ordinal) ? other : request, 0, 1);
            await AfreshAsync(subject, first, deadline).ConfigureAwait(false);
            if (Directory.GetFileSystemEntries(folder.Path).FirstOrDefault(entry => entry != first.CheckpointOut) is { } left)
                broken($"{Path.GetFileName(left)} is left beside the checkpoint");
            // An evaluator that can go on without a checkpoint need not write one.
            if (!File.Exists(first.CheckpointOut))
                return;
            damage(first.CheckpointOut);
            EvaluationRequest second = folder.Segment(request, 1, subject.Horizon);
            EvaluationRun evaluation = await AfreshAsync(subject, second, deadline).ConfigureAwait(false);
            if (evaluation.Result is not EvaluationResult.Failed { Kind: FailureKind.Checkpoint })
                broken($"'{evaluation.Words}' for {Of(second)} from a checkpoint that is {words}");
        }
    }

    /// <summary>A folder for checkpoints, as a study has one.</summary>
    private sealed class CheckpointFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("einspace-checkpoints-").FullName;

        public EvaluationRequest Segment(EvaluationRequest request, int from, int to) => request with
        {
            Fidelity = new FidelityRange(from, to, request.Fidelity.Horizon),
            CheckpointIn = from > 0 ? FileOf(from) : null,
            CheckpointOut = to < request.Fidelity.Horizon ? FileOf(to) : null,
        };

        public void Dispose() => Directory.Delete(Path, recursive: true);

        private string FileOf(int fidelity) => System.IO.Path.Combine(Path, $"at-{fidelity}.checkpoint");
    }
}
