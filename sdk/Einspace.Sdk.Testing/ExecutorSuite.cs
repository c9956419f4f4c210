using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Graphs;
using Einspace.Sdk.Plugins;

namespace Einspace.Sdk.Testing;

/// <summary>What every <see cref="IExecutor"/> promises, tried with <see cref="ProbeEvaluator"/>; its subject creates the executor.</summary>
public static class ExecutorSuite
{
    private static readonly ComputationGraph Nothing = GraphBuilder.Build(new TensorShape(1, 2, 2), (_, x) => x);

    /// <summary>The rules.</summary>
    public static IReadOnlyList<ConformanceRule<ExecutorUnderTest>> Rules { get; } =
    [
        Rule("slots", "As many evaluations run at a time as there are slots, and when they have ended, as many again.", SlotsAsync),
        Rule("start", "Start returns at once, whatever becomes of the evaluation.", StartAsync),
        Rule("messages", "Reports and warnings come one call at a time, in the order in which they were given, before the execution completes.", MessagesAsync),
        Rule("stop", "The answer to a report reaches the evaluator.", StopAsync),
        Rule("result", "The request arrives as it was sent, and the result to the bit, with the evaluator's facts.", ResultAsync),
        Rule("failures", "An evaluator that throws, or answers NaN, is a failed trial that says so; the slot goes on.", FailuresAsync),
        Rule("refusal", "Where nothing can be evaluated, the execution ends by InputException with the evaluator's sentence.", RefusalAsync),
        Rule("cancel", "A cancelled execution ends within seconds, by OperationCanceledException, and its slot is free; cancelling again, or too late, does no harm.", CancelAsync),
        Rule("force", "Where evaluations run elsewhere, one that does not listen, or is never answered, is ended by force.", ForceAsync),
        Rule("lost", "Where evaluations run elsewhere, the end of a process is a result that says so: a lost worker; the slot goes on.", LostAsync),
        Rule("attach", "What was never started, or has ended, is not found again (null); what another instance started is, where the executor says so.", AttachAsync),
        Rule("dispose", "Disposing ends within seconds, also while an evaluation runs.", DisposeAsync),
    ];

    /// <summary>How long something may take before it counts as not happening; workers take seconds to start on a busy machine.</summary>
    internal static TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(120);

    /// <summary>What "within seconds" means.</summary>
    internal static TimeSpan Seconds { get; set; } = TimeSpan.FromSeconds(5);

    private static ConformanceRule<ExecutorUnderTest> Rule(string name, string promise, Func<ExecutorUnderTest, Action<string>, Task> examine) =>
        new(name, promise, (subject, broken) => Task.Run(() => examine(subject, broken)).GetAwaiter().GetResult());

    private static EvaluationRequest Request(string behaviour, int trial = 0) => new()
    {
        Trial = trial,
        Attempt = 0,
        Purpose = Purpose.Search,
        Evaluator = "probe",
        Options = OptionTree.Empty,
        Task = null,
        Architecture = behaviour,
        Network = Nothing,
        GraphHash = "00",
        Seed = ulong.MaxValue - (ulong)trial,
        Fidelity = new FidelityRange(0, 4, 4),
        Device = "cpu",
    };

    /// <summary>Waits for an execution's end; null where it was cancelled.</summary>
    private static async Task<ExecutionEnd?> EndAsync(IExecution execution, TimeSpan patience, string what, Action<string> broken)
    {
        try
        {
            return await execution.Completion.WaitAsync(patience).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
        catch (TimeoutException)
        {
            broken($"{what} has not completed after {patience.TotalSeconds:0.#} s");
            throw;
        }
    }

    /// <summary>Has a slot evaluate once more, as a sign that it is free and sound.</summary>
    private static async Task ScoreAsync(IExecutor executor, string after, Action<string> broken)
    {
        EvaluationRequest request = Request("score", trial: 9);
        ExecutionEnd? end = await EndAsync(executor.Start(request, new ExecutionLog()), Patience, $"an evaluation after {after}", broken).ConfigureAwait(false);
        if (end?.Result is not EvaluationResult.Completed { Fidelity: 4 })
            broken($"an evaluation after {after} ends with {end?.Result.ToString() ?? "a cancellation"}");
    }

    private static async Task SlotsAsync(ExecutorUnderTest subject, Action<string> broken)
    {
        const int Slots = 3;
        await using IExecutor executor = subject.Create(Slots);
        if (executor.Slots != Slots)
            broken($"{executor.Slots} slots where {Slots} were asked for");
        for (int round = 0; round < 2; round++)
        {
            ExecutionLog[] logs = [.. Enumerable.Range(0, Slots).Select(_ => new ExecutionLog())];
            IExecution[] executions = [.. logs.Select((log, i) => executor.Start(Request("wait", i), log))];
            await Task.WhenAny(Task.WhenAll(logs.Select(log => log.Begun)), Task.Delay(Patience)).ConfigureAwait(false);
            if (!logs.All(log => log.Begun.IsCompleted))
                broken($"{logs.Count(log => log.Begun.IsCompleted)} of {Slots} evaluations run at a time {Patience.TotalSeconds:0.#} s after they were started");
            foreach (IExecution execution in executions)
                execution.Cancel();
            foreach (IExecution execution in executions)
                await EndAsync(execution, Seconds, "a cancelled execution", broken).ConfigureAwait(false);
        }
    }

    private static async Task StartAsync(ExecutorUnderTest subject, Action<string> broken)
    {
        await using IExecutor executor = subject.Create(1);
        TaskCompletionSource<ReportDecision> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<IExecution> start = Task.Run(() => executor.Start(Request("score"), new ExecutionLog(_ => answer.Task)));
        if (await Task.WhenAny(start, Task.Delay(TimeSpan.FromSeconds(1))).ConfigureAwait(false) != start)
        {
            answer.SetResult(ReportDecision.Continue);
            broken("it has not returned after 1 s, while the evaluation's first report is unanswered");
        }

        answer.SetResult(ReportDecision.Continue);
        await EndAsync(await start.ConfigureAwait(false), Patience, "the execution", broken).ConfigureAwait(false);
    }

    private static async Task MessagesAsync(ExecutorUnderTest subject, Action<string> broken)
    {
        await using IExecutor executor = subject.Create(1);
        for (int trial = 0; trial < 3; trial++)
        {
            EvaluationRequest request = Request("score", trial);
            ExecutionLog log = new();
            await EndAsync(executor.Start(request, log), Patience, "the execution", broken).ConfigureAwait(false);
            string[] heard = log.Heard;
            string[] expected = [.. Enumerable.Range(1, 4).SelectMany(fidelity =>
                (string[])[$"at {fidelity}", ExecutionLog.Words(new EvaluationReport(fidelity, ProbeEvaluator.Expected(request, fidelity)))])];
            if (!heard.SequenceEqual(expected))
                broken($"[{string.Join("; ", heard)}] when the execution completed, but the evaluator said [{string.Join("; ", expected)}]");
            if (log.Overlap is { } overlap)
                broken($"'{overlap}' came before the call before it had ended");
        }
    }

    private static async Task StopAsync(ExecutorUnderTest subject, Action<string> broken)
    {
        await using IExecutor executor = subject.Create(1);
        ExecutionLog log = new(report => Task.FromResult(report.Fidelity == 2 ? ReportDecision.Stop : ReportDecision.Continue));
        ExecutionEnd? end = await EndAsync(executor.Start(Request("score"), log), Patience, "the execution", broken).ConfigureAwait(false);
        if (end?.Result is not EvaluationResult.Completed { Fidelity: 2 })
            broken($"{end?.Result.ToString() ?? "a cancellation"}, though the report at 2 was answered with Stop");
    }

    private static async Task ResultAsync(ExecutorUnderTest subject, Action<string> broken)
    {
        await using IExecutor executor = subject.Create(1);
        for (int trial = 0; trial < 3; trial++)
        {
            EvaluationRequest request = Request("score", trial) with { Attempt = trial, CheckpointIn = "/in", CheckpointOut = "/out", Replicate = 1 };
            ExecutionEnd? end = await EndAsync(executor.Start(request, new ExecutionLog()), Patience, "the execution", broken).ConfigureAwait(false);
            string expected = EvaluationRun.Write(ProbeEvaluator.Expected(request, 4));
            if (end?.Result is not EvaluationResult.Completed { Fidelity: 4 } completed || EvaluationRun.Write(completed.Metrics) != expected)
                broken($"{end?.Result.ToString() ?? "a cancellation"}, but the request is answered with {expected} where it arrives whole");
            else if (end.Facts.GetValueOrDefault("probe") != "of executors")
                broken($"the facts {string.Join(", ", end.Facts)}, but the evaluator's are probe: of executors");
        }
    }

    private static async Task FailuresAsync(ExecutorUnderTest subject, Action<string> broken)
    {
        await using IExecutor executor = subject.Create(1);
        foreach ((string behaviour, FailureKind kind, string words) in ((string, FailureKind, string)[])[("throw", FailureKind.Error, "slipped"), ("nan", FailureKind.NotFinite, "")])
        {
            ExecutionEnd? end = await EndAsync(executor.Start(Request(behaviour), new ExecutionLog()), Patience, "the execution", broken).ConfigureAwait(false);
            if (end?.Result is not EvaluationResult.Failed failed || failed.Kind != kind || !failed.Reason.Contains(words, StringComparison.Ordinal) || failed.Reason.Length == 0)
                broken($"{end?.Result.ToString() ?? "a cancellation"} of an evaluator that does this: {behaviour}");
        }

        await ScoreAsync(executor, "failures", broken).ConfigureAwait(false);
    }

    private static async Task RefusalAsync(ExecutorUnderTest subject, Action<string> broken)
    {
        await using IExecutor executor = subject.Create(1);
        try
        {
            ExecutionEnd? end = await EndAsync(executor.Start(Request("refuse"), new ExecutionLog()), Patience, "the execution", broken).ConfigureAwait(false);
            broken($"{end?.Result.ToString() ?? "a cancellation"}");
        }
        catch (InputException refusal) when (refusal.Message == "The probe evaluates nothing here.")
        {
            // As promised.
        }
    }

    private static async Task CancelAsync(ExecutorUnderTest subject, Action<string> broken)
    {
        await using IExecutor executor = subject.Create(1);
        foreach (bool waits in (bool[])[true, false])
        {
            ExecutionLog log = new();
            IExecution execution = executor.Start(Request("wait"), log);
            if (waits)
                await log.Begun.WaitAsync(Patience).ConfigureAwait(false);
            execution.Cancel();
            execution.Cancel();
            if (await EndAsync(execution, Seconds, "a cancelled execution", broken).ConfigureAwait(false) is { } end)
                broken($"{end.Result} of a cancelled execution");
            await ScoreAsync(executor, "a cancellation", broken).ConfigureAwait(false);
            execution.Cancel();
            await ScoreAsync(executor, "a cancellation that came too late", broken).ConfigureAwait(false);
        }
    }

    private static async Task ForceAsync(ExecutorUnderTest subject, Action<string> broken)
    {
        if (!subject.RunsElsewhere)
            return;
        await using IExecutor executor = subject.Create(1);
        await EndByForceAsync("an execution that does not listen", "deaf", null).ConfigureAwait(false);
        await EndByForceAsync("an execution whose report is never answered", "score", _ => new TaskCompletionSource<ReportDecision>().Task).ConfigureAwait(false);

        async Task EndByForceAsync(string what, string behaviour, Func<EvaluationReport, Task<ReportDecision>>? answer)
        {
            ExecutionLog log = new(answer);
            IExecution execution = executor.Start(Request(behaviour), log);
            await log.Begun.WaitAsync(Patience).ConfigureAwait(false);
            execution.Cancel();
            if (await EndAsync(execution, Seconds, what, broken).ConfigureAwait(false) is { } end)
                broken($"{end.Result} of {what}, after it was cancelled");
            await ScoreAsync(executor, what, broken).ConfigureAwait(false);
        }
    }

    private static async Task LostAsync(ExecutorUnderTest subject, Action<string> broken)
    {
        if (!subject.RunsElsewhere)
            return;
        await using IExecutor executor = subject.Create(1);
        ExecutionEnd? end = await EndAsync(executor.Start(Request("die"), new ExecutionLog()), Patience, "an execution whose process ended", broken).ConfigureAwait(false);
        if (end?.Result is not EvaluationResult.Failed { Kind: FailureKind.WorkerLost, Reason.Length: > 0 })
            broken($"{end?.Result.ToString() ?? "a cancellation"}, though the process ended");
        await ScoreAsync(executor, "a worker was lost", broken).ConfigureAwait(false);
    }

    private static async Task AttachAsync(ExecutorUnderTest subject, Action<string> broken)
    {
        await using IExecutor executor = subject.Create(2);
        if (executor.Attach(Request("score", trial: 5), new ExecutionLog()) is not null)
            broken("an evaluation that was never started is found");
        await ScoreAsync(executor, "nothing", broken).ConfigureAwait(false);
        if (executor.Attach(Request("score", trial: 9), new ExecutionLog()) is not null)
            broken("an evaluation that has ended is found");
        if (!subject.FindsAgain)
            return;
        TaskCompletionSource<ReportDecision> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        ExecutionLog log = new(_ => answer.Task);
        EvaluationRequest request = Request("score", trial: 6);
        executor.Start(request, log);
        await log.Begun.WaitAsync(Patience).ConfigureAwait(false);
        await using IExecutor another = subject.Create(2);
        IExecution? found = another.Attach(request, new ExecutionLog());
        answer.SetResult(ReportDecision.Continue);
        if (found is null)
            broken("an evaluation that another instance started is not found");
        ExecutionEnd? end = await EndAsync(found!, Patience, "the execution that was found", broken).ConfigureAwait(false);
        if (end?.Result is not EvaluationResult.Completed { Fidelity: 4 })
            broken($"{end?.Result.ToString() ?? "a cancellation"} of the execution that was found");
    }

    private static async Task DisposeAsync(ExecutorUnderTest subject, Action<string> broken)
    {
        IExecutor executor = subject.Create(1);
        ExecutionLog log = new();
        IExecution execution = executor.Start(Request("wait"), log);
        await log.Begun.WaitAsync(Patience).ConfigureAwait(false);
        Task disposal = Task.Run(() => executor.DisposeAsync().AsTask());
        bool isDisposed = await Task.WhenAny(disposal, Task.Delay(Seconds)).ConfigureAwait(false) == disposal;
        execution.Cancel();
        if (!isDisposed)
            broken($"it has not ended after {Seconds.TotalSeconds:0.#} s");
        await disposal.ConfigureAwait(false);
    }
}
