using System.Collections.Immutable;
using System.Diagnostics;
using System.Net.Sockets;
using System.Text.Json;
using Einspace.Host.Studies;
using Einspace.Sdk;
using Einspace.Sdk.Evaluation;

namespace Einspace.Host.Workers;

/// <summary>The host's side of one worker process.</summary>
internal sealed class LocalWorker : IAsyncDisposable
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan CancelPatience = TimeSpan.FromSeconds(1.5);
    private readonly Process _process;
    private readonly WorkerLog _log;
    private MessageSocket? _socket;

    private LocalWorker(Process process, WorkerLog log)
    {
        _process = process;
        _log = log;
    }

    /// <summary>Whether it can be given no more work.</summary>
    public bool IsGone { get; private set; }

    /// <summary>Starts a worker and has it load its plugins.</summary>
    /// <param name="program">What to run.</param>
    /// <param name="socketPath">Where to listen for it; its folder is private.</param>
    /// <param name="log">Takes what it writes.</param>
    /// <param name="plugins">What it loads.</param>
    /// <param name="threads">How many threads it computes with.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="WorkerLostException">It ended, or did not answer.</exception>
    /// <exception cref="InputException">It refused; the sentence says why.</exception>
    public static async Task<LocalWorker> StartAsync(
        WorkerProgram program, string socketPath, WorkerLog log, ImmutableArray<PinnedPlugin> plugins, int threads, CancellationToken cancellation)
    {
        using Socket listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(socketPath));
        listener.Listen(1);
        log.Mark();
        LocalWorker worker = new(StartProcess(program, socketPath, log, threads), log);
        try
        {
            await worker.GreetAsync(listener, plugins, cancellation);
            return worker;
        }
        catch
        {
            await worker.DisposeAsync();
            throw;
        }
        finally
        {
            File.Delete(socketPath);
        }
    }

    /// <summary>Has the worker evaluate a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="reporter">Told what it reports.</param>
    /// <param name="cancellation">Ends the evaluation, after a short time by killing the worker.</param>
    /// <exception cref="WorkerLostException">The worker ended.</exception>
    /// <exception cref="InputException">It can evaluate nothing; the sentence says why.</exception>
    /// <exception cref="StudyFault">A plugin misbehaves so that nothing can be evaluated.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async Task<ExecutionEnd> EvaluateAsync(EvaluationRequest request, IEvaluationReporter reporter, CancellationToken cancellation)
    {
        _log.Mark();
        using CancellationTokenSource over = new();
        using CancellationTokenRegistration registration = cancellation.Register(() => _ = CancelAsync(over.Token));
        try
        {
            return await ConverseAsync(request, reporter, cancellation);
        }
        finally
        {
            await over.CancelAsync();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // A worker ends by itself when its socket does; one that is stuck in native code is helped.
        IsGone = true;
        _socket?.Dispose();
        await EndAsync(CancelPatience);
        _process.Dispose();
    }

    private async Task<ExecutionEnd> ConverseAsync(EvaluationRequest request, IEvaluationReporter reporter, CancellationToken cancellation)
    {
        if (await TrySendAsync(new WorkerMessage.Evaluate(new Payload(EvaluationJson.Write(request)))))
        {
            while (await ReceiveAsync(CancellationToken.None) is { } message)
            {
                switch (message)
                {
                    case WorkerMessage.Report report:
                        await AnswerAsync(reporter.ReportAsync(EvaluationJson.ReadReport(report.Reported.Json)).AsTask(), cancellation);
                        break;
                    case WorkerMessage.Log log:
                        reporter.Warn(log.Warning);
                        break;
                    case WorkerMessage.Result result:
                        return new ExecutionEnd(EvaluationJson.ReadResult(result.Ended.Json), result.Facts);
                    case WorkerMessage.Refused refused:
                        throw refused.IsFault ? new StudyFault(refused.Reason) : new InputException(refused.Reason);
                    case WorkerMessage.Cancelled:
                        throw new OperationCanceledException(cancellation);
                    default:
                        throw new InvalidDataException($"A host is not sent '{message.GetType().Name}'.");
                }
            }
        }

        IsGone = true;
        cancellation.ThrowIfCancellationRequested();
        throw await LostAsync();
    }

    private async Task AnswerAsync(Task<ReportDecision> decision, CancellationToken cancellation)
    {
        try
        {
            await TrySendAsync(new WorkerMessage.Decision(await decision.WaitAsync(cancellation)));
        }
        catch (OperationCanceledException)
        {
            // The evaluation still runs there: its result must never be taken for the next one's.
            IsGone = true;
            throw;
        }
    }

    private static Process StartProcess(WorkerProgram program, string socketPath, WorkerLog log, int threads)
    {
        // The shell appends what the worker writes to its log, from its first byte, whatever becomes of the host; then it becomes it.
        // Ctrl-C is the host's to answer, also before the worker has left its process group.
        ProcessStartInfo start = new("/bin/sh", ["-c", "trap '' INT; exec \"$@\" >>\"$0\" 2>&1 </dev/null", log.File, program.FileName])
        {
            UseShellExecute = false,
        };
        foreach (string argument in (string[])[.. program.Arguments, "--socket", socketPath])
            start.ArgumentList.Add(argument);
        foreach (string variable in (string[])["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"])
            start.Environment[variable] = $"{threads}";
        start.Environment["OMP_WAIT_POLICY"] = "passive";
        return Process.Start(start) ?? throw new InvalidOperationException("The shell was not started.");
    }

    private async Task GreetAsync(Socket listener, ImmutableArray<PinnedPlugin> plugins, CancellationToken cancellation)
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(StartPatience);
        Task exited = _process.WaitForExitAsync(patience.Token);
        Task<Socket> accepted = listener.AcceptAsync(patience.Token).AsTask();
        try
        {
            if (await Task.WhenAny(accepted, exited) != accepted)
            {
                await exited;
                throw await LostAsync();
            }

            _socket = new MessageSocket(await accepted);
            WorkerMessage? hello = await ReceiveAsync(patience.Token);
            if (hello is not WorkerMessage.Hello { Protocol: WorkerMessage.Hello.CurrentProtocol } || !await TrySendAsync(new WorkerMessage.Setup(plugins)))
                throw await LostAsync();
            switch (await ReceiveAsync(patience.Token))
            {
                case WorkerMessage.Ready:
                    return;
                case WorkerMessage.Refused refused:
                    throw new InputException(refused.Reason);
                default:
                    throw await LostAsync();
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new WorkerLostException($"the worker did not answer within {StartPatience.TotalSeconds:0} s of its start{_log.Tail()}");
        }
    }

    /// <summary>Asks for the evaluation's end, and kills the worker unless it is over soon.</summary>
    private async Task CancelAsync(CancellationToken over)
    {
        await TrySendAsync(new WorkerMessage.Cancel());
        try
        {
            await Task.Delay(CancelPatience, over);
            Kill();
        }
        catch (OperationCanceledException)
        {
            // It ended by itself.
        }
    }

    private void Kill()
    {
        IsGone = true;
        Posix.KillGroup(_process.Id);
    }

    private async Task<bool> TrySendAsync(WorkerMessage message)
    {
        try
        {
            await _socket!.SendAsync(message);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private async Task<WorkerMessage?> ReceiveAsync(CancellationToken cancellation)
    {
        try
        {
            return await _socket!.ReceiveAsync(cancellation);
        }
        catch (JsonException)
        {
            // What talks nonsense cannot be talked to.
            Kill();
            return null;
        }
    }

    private async Task EndAsync(TimeSpan patience)
    {
        using CancellationTokenSource timeout = new(patience);
        try
        {
            await _process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            Posix.KillGroup(_process.Id);
            await _process.WaitForExitAsync();
        }
    }

    private async Task<WorkerLostException> LostAsync()
    {
        IsGone = true;
        await EndAsync(CancelPatience);
        string how = _process.ExitCode > 128
            ? $"was killed by signal {_process.ExitCode - 128}{SignalName(_process.ExitCode - 128)}"
            : $"ended with exit code {_process.ExitCode}";
        return new WorkerLostException($"the worker {how}{_log.Tail()}");
    }

    private static string SignalName(int signal) => signal switch
    {
        4 => " (illegal instruction)",
        6 => " (abort)",
        7 => " (bus error)",
        8 => " (arithmetic error)",
        9 => " (killed from outside, perhaps for want of memory)",
        11 => " (segmentation fault)",
        15 => " (terminated from outside)",
        _ => "",
    };
}
