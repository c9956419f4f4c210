using System.Collections.Immutable;
using System.Net.Sockets;
using Einspace.Host.Tests.Studies;
using Einspace.Host.Workers;
using Einspace.Sdk;
using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Graphs;
using Einspace.Sdk.Plugins;

namespace Einspace.Host.Tests.Workers;

/// <summary>The conversation of host and worker, over a real socket, the worker's side in this process.</summary>
internal sealed class WorkerSessionTests
{
    [Test]
    public async Task A_request_is_answered_by_reports_and_a_result_with_facts()
    {
        using Conversation worker = await Conversation.BeginAsync(new ScriptedEvaluator());
        await worker.Host.SendAsync(Evaluate(epochs: 3));
        List<double> reported = [];
        WorkerMessage? message;
        while ((message = await worker.Host.ReceiveAsync()) is WorkerMessage.Report report)
        {
            reported.Add(EvaluationJson.ReadReport(report.Reported.Json).Metrics["accuracy"]);
            await worker.Host.SendAsync(new WorkerMessage.Decision(reported.Count == 2 ? ReportDecision.Stop : ReportDecision.Continue));
        }

        var result = (WorkerMessage.Result)message!;
        Assert.That(EvaluationJson.ReadResult(result.Ended.Json), Is.InstanceOf<EvaluationResult.Completed>().With.Property("Fidelity").EqualTo(2));
        Assert.That(reported, Has.Count.EqualTo(2).And.Ordered);
        Assert.That(result.Facts["library"], Is.EqualTo("none"));
    }

    [Test]
    public async Task Cancelling_is_answered_and_the_worker_goes_on()
    {
        using Conversation worker = await Conversation.BeginAsync(new ScriptedEvaluator
        {
            OnEvaluate = async (request, cancellation) =>
            {
                if (request.Trial == 0)
                    await Task.Delay(Timeout.Infinite, cancellation);
                return new EvaluationResult.Failed(FailureKind.Error, $"trial {request.Trial}");
            },
        });
        await worker.Host.SendAsync(Evaluate(trial: 0));
        await worker.Host.SendAsync(new WorkerMessage.Cancel());
        Assert.That(await worker.Host.ReceiveAsync(), Is.InstanceOf<WorkerMessage.Cancelled>());

        await worker.Host.SendAsync(Evaluate(trial: 1));
        Assert.That(await worker.Host.ReceiveAsync(), Is.InstanceOf<WorkerMessage.Result>());
    }

    // A worker that waits for the answer to a report must hear of the end, too.
    [Test]
    public async Task Cancelling_ends_an_evaluation_that_waits_for_an_answer()
    {
        using Conversation worker = await Conversation.BeginAsync(new ScriptedEvaluator());
        await worker.Host.SendAsync(Evaluate(epochs: 3));
        Assert.That(await worker.Host.ReceiveAsync(), Is.InstanceOf<WorkerMessage.Report>());
        await worker.Host.SendAsync(new WorkerMessage.Cancel());
        Assert.That(await worker.Host.ReceiveAsync(), Is.InstanceOf<WorkerMessage.Cancelled>());
    }

    [Test]
    public async Task An_evaluator_that_cannot_be_made_is_refused_with_the_reason()
    {
        using Conversation worker = await Conversation.BeginAsync(() => throw new DllNotFoundException("libtorch.so"));
        await worker.Host.SendAsync(Evaluate());
        Assert.That(await worker.Host.ReceiveAsync(), Is.EqualTo(new WorkerMessage.Refused(
            "The evaluator 'scripted' threw DllNotFoundException when it was created: libtorch.so.", IsFault: true)));
    }

    [Test]
    public async Task The_session_ends_with_the_host()
    {
        Conversation worker = await Conversation.BeginAsync(new ScriptedEvaluator { OnEvaluate = (_, cancellation) => Task.Delay(Timeout.Infinite, cancellation).ContinueWith(_ => (EvaluationResult?)null) });
        await worker.Host.SendAsync(Evaluate());
        worker.Host.Dispose();
        await worker.Session.WaitAsync(TimeSpan.FromSeconds(5));
        Assert.That(worker.Session.IsCompletedSuccessfully);
    }

    // A host that gets no answer waits for ever.
    [Test]
    public async Task An_evaluator_without_facts_is_answered_with_a_failure()
    {
        using Conversation worker = await Conversation.BeginAsync(new ScriptedEvaluator { Facts = null! });
        await worker.Host.SendAsync(Evaluate());
        Assert.That(await worker.Host.ReceiveAsync(), Is.InstanceOf<WorkerMessage.Report>());
        await worker.Host.SendAsync(new WorkerMessage.Decision(ReportDecision.Continue));
        WorkerMessage? answer = await worker.Host.ReceiveAsync().WaitAsync(TimeSpan.FromSeconds(10));
        Assert.That(answer, Is.InstanceOf<WorkerMessage.Result>());
        Assert.That(EvaluationJson.ReadResult(((WorkerMessage.Result)answer!).Ended.Json), Is.InstanceOf<EvaluationResult.Failed>());
    }

    // Messages are larger than the socket's buffer, and several may come in one piece.
    [Test]
    public async Task Messages_of_any_size_arrive_whole_and_in_order()
    {
        (MessageSocket left, MessageSocket right) = await ConnectAsync();
        using (left)
        using (right)
        {
            Bogus.Randomizer random = new(17);
            List<string> sent = [.. Enumerable.Range(0, 30).Select(i => random.String(i % 5 == 0 ? 300_000 : 10, '\n', 'ÿ'))];
            Task sending = Task.Run(async () =>
            {
                foreach (string text in sent)
                    await left.SendAsync(new WorkerMessage.Log(text));
            });
            foreach (string text in sent)
                Assert.That(((WorkerMessage.Log)(await right.ReceiveAsync())!).Warning, Is.EqualTo(text));
            await sending;
            left.Dispose();
            Assert.That(await right.ReceiveAsync(), Is.Null);
        }
    }

    private static WorkerMessage Evaluate(int trial = 0, int epochs = 1) => new WorkerMessage.Evaluate(new Payload(EvaluationJson.Write(new EvaluationRequest
    {
        Trial = trial,
        Attempt = 0,
        Purpose = Purpose.Search,
        Evaluator = "scripted",
        Options = OptionTree.Empty,
        Task = null,
        Architecture = "node",
        Network = GraphBuilder.Build(new TensorShape(1, 2, 2), (_, input) => input),
        GraphHash = "00",
        Seed = 1,
        Fidelity = new FidelityRange(0, epochs, epochs),
        Device = "cpu",
    })));

    private static async Task<(MessageSocket Left, MessageSocket Right)> ConnectAsync()
    {
        using TemporaryFolder folder = new();
        UnixDomainSocketEndPoint place = new(Path.Combine(folder.Path, "socket"));
        using Socket listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(place);
        listener.Listen(1);
        Socket left = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await left.ConnectAsync(place);
        return (new MessageSocket(left), new MessageSocket(await listener.AcceptAsync()));
    }

    private sealed class Conversation : IDisposable
    {
        private Conversation(MessageSocket host, Task session) => (Host, Session) = (host, session);

        public MessageSocket Host { get; }

        public Task Session { get; }

        public static Task<Conversation> BeginAsync(IEvaluator evaluator) => BeginAsync(() => evaluator);

        public static async Task<Conversation> BeginAsync(Func<IEvaluator> create)
        {
            (MessageSocket host, MessageSocket worker) = await ConnectAsync();
            WorkerSession session = new(worker, _ => (_, _) => new Factory(create), TextWriter.Null);
            Conversation conversation = new(host, session.RunAsync());
            Assert.That(await host.ReceiveAsync(), Is.EqualTo(new WorkerMessage.Hello(1, Environment.ProcessId)));
            await host.SendAsync(new WorkerMessage.Setup(ImmutableArray<PinnedPlugin>.Empty));
            Assert.That(await host.ReceiveAsync(), Is.InstanceOf<WorkerMessage.Ready>());
            return conversation;
        }

        public void Dispose() => Host.Dispose();
    }

    private sealed class Factory(Func<IEvaluator> create) : EvaluatorFactory<NoOptions>
    {
        public override EvaluatorHosting Hosting => EvaluatorHosting.Worker;

        public override bool NeedsTask => false;

        protected override IEvaluator Create(NoOptions options, IEvaluatorContext context) => create();
    }
}
