using System.Collections.Immutable;
using System.Net.Sockets;
using Einspace.Host.Tests.Studies;
using Einspace.Host.Workers;
using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Graphs;
using Einspace.Sdk.Plugins;

namespace Einspace.Host.Tests.Workers;

/// <summary>Workers that never come so far as to evaluate: the shell stands in for them. Real ones: the end-to-end tests.</summary>
internal sealed class LocalExecutorTests
{
    [TestCase("echo libtorch is gone >&2; exit 3", "the worker ended with exit code 3; worker-0.log ends with: libtorch is gone")]
    [TestCase("kill -SEGV $$", "the worker was killed by signal 11 (segmentation fault); it wrote nothing to worker-0.log")]
    [TestCase("kill -KILL $$", "the worker was killed by signal 9 (killed from outside, perhaps for want of memory); it wrote nothing to worker-0.log")]
    public async Task A_worker_that_ends_at_once_is_a_result_that_says_how(string script, string words)
    {
        using TemporaryFolder folder = new();
        await using LocalExecutor executor = Create(folder, script, slots: 1);
        for (int i = 0; i < 2; i++)
        {
            ExecutionEnd end = await executor.Start(Request, new Silent()).Completion.WaitAsync(TimeSpan.FromSeconds(30));
            Assert.That(end.Result, Is.InstanceOf<EvaluationResult.Failed>().With.Property("Kind").EqualTo(FailureKind.WorkerLost));
            Assert.That(((EvaluationResult.Failed)end.Result).Reason, Is.EqualTo(words));
        }
    }

    [Test]
    public async Task Slots_are_taken_and_given_back()
    {
        using TemporaryFolder folder = new();
        await using LocalExecutor executor = Create(folder, "exit 1", slots: 3);
        for (int i = 0; i < 3; i++)
            await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => executor.Start(Request, new Silent()).Completion));
        Assert.That(Directory.GetFiles(folder.Path).Select(Path.GetFileName), Is.EquivalentTo(new[] { "worker-0.log", "worker-1.log", "worker-2.log" }));
    }

    [Test]
    public async Task Cancelling_ends_a_worker_that_never_answers()
    {
        using TemporaryFolder folder = new();
        await using LocalExecutor executor = Create(folder, "exec sleep 1000", slots: 1);
        IExecution execution = executor.Start(Request, new Silent());
        await Task.Delay(200);
        execution.Cancel();
        Assert.That(async () => await execution.Completion.WaitAsync(TimeSpan.FromSeconds(10)), Throws.InstanceOf<OperationCanceledException>());
    }

    // An evaluation that is given up while its worker waits for an answer still runs there: another may not be sent after it.
    [Test]
    public async Task A_worker_given_up_in_the_middle_is_not_used_again()
    {
        using TemporaryFolder folder = new();
        await using LocalExecutor executor = Create(folder, "echo \"$1\"; exec sleep 1000", slots: 1);
        string log = Path.Combine(folder.Path, "worker-0.log");
        IExecution first = executor.Start(Request, new Mute());
        using (MessageSocket worker = await ConnectAsync(log, line: 0))
        {
            Assert.That(await worker.ReceiveAsync(), Is.InstanceOf<WorkerMessage.Evaluate>());
            first.Cancel();
            Assert.That(await worker.ReceiveAsync(), Is.InstanceOf<WorkerMessage.Cancel>());
            await worker.SendAsync(new WorkerMessage.Report(new Payload(
                EvaluationJson.Write(new EvaluationReport(1, ImmutableSortedDictionary<string, double>.Empty)))));
            Assert.That(async () => await first.Completion.WaitAsync(TimeSpan.FromSeconds(10)), Throws.InstanceOf<OperationCanceledException>());
        }

        executor.Start(Request, new Mute());
        using MessageSocket another = await ConnectAsync(log, line: 1);
        Assert.That(await another.ReceiveAsync(), Is.InstanceOf<WorkerMessage.Evaluate>());
    }

    /// <summary>Takes the place of the worker that wrote its socket's path to the log.</summary>
    private static async Task<MessageSocket> ConnectAsync(string log, int line)
    {
        string[] lines = [];
        for (int i = 0; i < 200 && lines.Length <= line; i++)
        {
            await Task.Delay(50);
            lines = File.Exists(log) ? File.ReadAllLines(log) : [];
        }

        Assert.That(lines, Has.Length.GreaterThan(line), "No worker was started.");
        Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(lines[line]));
        MessageSocket worker = new(socket);
        await worker.SendAsync(new WorkerMessage.Hello(WorkerMessage.Hello.CurrentProtocol, 0));
        Assert.That(await worker.ReceiveAsync(), Is.InstanceOf<WorkerMessage.Setup>());
        await worker.SendAsync(new WorkerMessage.Ready());
        return worker;
    }

    internal static EvaluationRequest Request { get; } = new()
    {
        Trial = 0,
        Attempt = 0,
        Purpose = Purpose.Search,
        Evaluator = "none",
        Options = OptionTree.Empty,
        Task = null,
        Architecture = "node",
        Network = GraphBuilder.Build(new TensorShape(1, 2, 2), (_, input) => input),
        GraphHash = "00",
        Seed = 1,
        Fidelity = new FidelityRange(0, 1, 1),
        Device = "cpu",
    };

    private static LocalExecutor Create(TemporaryFolder folder, string script, int slots) => new(
        new LocalExecutorSettings(new WorkerProgram("/bin/sh", ["-c", script]), slots, Threads: 1, ImmutableArray<PinnedPlugin>.Empty, folder.Path));

    /// <summary>Never answers a report.</summary>
    private sealed class Mute : IEvaluationReporter
    {
        public async ValueTask<ReportDecision> ReportAsync(EvaluationReport report) => await new TaskCompletionSource<ReportDecision>().Task;

        public void Warn(string warning)
        {
        }
    }

    private sealed class Silent : IEvaluationReporter
    {
        public ValueTask<ReportDecision> ReportAsync(EvaluationReport report) => new(ReportDecision.Continue);

        public void Warn(string warning)
        {
        }
    }
}
