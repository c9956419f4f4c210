using System.Collections.Immutable;
using Einspace.Host.Studies;
using Einspace.Sdk;
using Einspace.Sdk.Data;
using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Plugins;

namespace Einspace.Host.Workers;

/// <summary>The worker's side of the conversation. It ends when the host's end of the socket does.</summary>
/// <param name="socket">Connected to the host.</param>
/// <param name="load">Loads exactly the given plugins and finds their parts.</param>
/// <param name="log">Receives the details of exceptions.</param>
internal sealed class WorkerSession(
    MessageSocket socket, Func<ImmutableArray<PinnedPlugin>, Func<PartKind, string, PartFactory>> load, TextWriter log)
{
    private Func<PartKind, string, PartFactory>? _find;
    private IEvaluator? _evaluator;
    private CancellationTokenSource _cancellation = new();
    private TaskCompletionSource<ReportDecision>? _decision;

    /// <summary>Talks until the host is gone.</summary>
    public async Task RunAsync()
    {
        await socket.SendAsync(new WorkerMessage.Hello(WorkerMessage.Hello.CurrentProtocol, Environment.ProcessId));
        while (await socket.ReceiveAsync() is { } message)
        {
            switch (message)
            {
                case WorkerMessage.Setup setup:
                    await socket.SendAsync(Load(setup.Plugins));
                    break;
                case WorkerMessage.Evaluate evaluate:
                    _cancellation.Dispose();
                    _cancellation = new CancellationTokenSource();
                    Begin(EvaluationJson.ReadRequest(evaluate.Request.Json), _cancellation.Token);
                    break;
                case WorkerMessage.Decision decision:
                    _decision?.TrySetResult(decision.Answer);
                    break;
                case WorkerMessage.Cancel:
                    await _cancellation.CancelAsync();
                    _decision?.TrySetCanceled();
                    break;
                default:
                    throw new InvalidDataException($"A worker is not sent '{message.GetType().Name}'.");
            }
        }
    }

    private WorkerMessage Load(ImmutableArray<PinnedPlugin> plugins)
    {
        try
        {
            _find = load(plugins);
            return new WorkerMessage.Ready();
        }
        catch (InputException e)
        {
            return new WorkerMessage.Refused(e.Message);
        }
    }

    private void Begin(EvaluationRequest request, CancellationToken cancellation) => _ = Task.Run(
        async () =>
        {
            try
            {
                await socket.SendAsync(await EvaluateAsync(request, cancellation));
            }
            catch (IOException)
            {
                // The host is gone; the session's loop sees the same and ends the process.
            }
            catch (Exception e)
            {
                // Without an answer the host would wait for ever: it sees the session end, and finds the reason in the log.
                log.WriteLine(e);
                socket.Dispose();
            }
        },
        CancellationToken.None);

    private async Task<WorkerMessage> EvaluateAsync(EvaluationRequest request, CancellationToken cancellation)
    {
        try
        {
            _evaluator ??= Create(request);
            ExecutionEnd end = await GuardedEvaluation.RunAsync(_evaluator, request, new Reporter(this), log, cancellation);
            return new WorkerMessage.Result(
                new Payload(EvaluationJson.Write(end.Result)), end.Facts.ToImmutableSortedDictionary(StringComparer.Ordinal));
        }
        catch (OperationCanceledException)
        {
            return new WorkerMessage.Cancelled();
        }
        catch (InputException e)
        {
            return new WorkerMessage.Refused(e.Message);
        }
        catch (StudyFault e)
        {
            log.WriteLine(e);
            return new WorkerMessage.Refused(e.Message, IsFault: true);
        }
    }

    private IEvaluator Create(EvaluationRequest request)
    {
        Func<PartKind, string, PartFactory> find = _find ?? throw new InvalidOperationException("The worker was not set up.");
        var factory = (EvaluatorFactory)find(PartKind.Evaluator, request.Evaluator);
        var dataset = factory.NeedsTask && request.Task is { } task ? (DatasetFactory)find(PartKind.Dataset, task.Dataset) : null;
        object options = OptionBinder.Bind(factory.OptionsType, (OptionTree.Mapping)request.Options, "evaluator");
        return PartGuard.Call($"evaluator '{request.Evaluator}'", "when it was created", () => factory.Create(options, new TaskDataStore(dataset)));
    }

    private sealed class Reporter(WorkerSession session) : IEvaluationReporter
    {
        public async ValueTask<ReportDecision> ReportAsync(EvaluationReport report)
        {
            session._decision = new TaskCompletionSource<ReportDecision>(TaskCreationOptions.RunContinuationsAsynchronously);
            await session.SendAsync(new WorkerMessage.Report(new Payload(EvaluationJson.Write(report))));
            return await session._decision.Task;
        }

        public void Warn(string warning) => session.SendAsync(new WorkerMessage.Log(warning)).GetAwaiter().GetResult();
    }

    private Task SendAsync(WorkerMessage message) => socket.SendAsync(message);
}
