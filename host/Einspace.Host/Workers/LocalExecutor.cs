using System.Collections.Immutable;
using System.Globalization;
using Einspace.Sdk.Evaluation;

namespace Einspace.Host.Workers;

/// <summary>Runs evaluations in worker processes on this machine, one for each slot, started when first needed and after a loss.</summary>
internal sealed class LocalExecutor : IExecutor
{
    private readonly LocalWorker?[] _workers;
    private readonly WorkerLog[] _logs;
    private readonly Stack<int> _free = [];
    private readonly List<Task> _running = [];
    private readonly CancellationTokenSource _disposed = new();
    private readonly LocalExecutorSettings _settings;
    private readonly DirectoryInfo _sockets = Directory.CreateTempSubdirectory("einspace-");
    private int _started;

    /// <summary>Creates the executor; no process starts yet.</summary>
    public LocalExecutor(LocalExecutorSettings settings)
    {
        _settings = settings;
        Directory.CreateDirectory(settings.LogFolder);
        _workers = new LocalWorker?[settings.Slots];
        _logs = new WorkerLog[settings.Slots];
        for (int slot = settings.Slots - 1; slot >= 0; slot--)
        {
            _logs[slot] = new WorkerLog(Path.Combine(settings.LogFolder, string.Create(CultureInfo.InvariantCulture, $"worker-{slot}.log")));
            _free.Push(slot);
        }
    }

    /// <inheritdoc/>
    public int Slots => _settings.Slots;

    /// <inheritdoc/>
    public IExecution Start(EvaluationRequest request, IEvaluationReporter reporter)
    {
        lock (_free)
        {
            int slot = _free.Pop();
            Execution execution = new(cancellation => RunAsync(slot, request, reporter, cancellation), _disposed.Token);
            _running.RemoveAll(task => task.IsCompleted);
            _running.Add(execution.Completion);
            return execution;
        }
    }

    /// <inheritdoc/>
    public IExecution? Attach(EvaluationRequest request, IEvaluationReporter reporter) => null;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _disposed.CancelAsync();
        await Task.WhenAll(_running).ContinueWith(_ => { }, TaskScheduler.Default);
        await Task.WhenAll(_workers.OfType<LocalWorker>().Select(worker => worker.DisposeAsync().AsTask()));
        _sockets.Delete(recursive: true);
        _disposed.Dispose();
    }

    private async Task<ExecutionEnd> RunAsync(int slot, EvaluationRequest request, IEvaluationReporter reporter, CancellationToken cancellation)
    {
        try
        {
            LocalWorker worker = _workers[slot] ??= await StartWorkerAsync(slot, cancellation);
            return await worker.EvaluateAsync(request, reporter, cancellation);
        }
        catch (WorkerLostException e)
        {
            return new ExecutionEnd(
                new EvaluationResult.Failed(FailureKind.WorkerLost, e.Message), ImmutableSortedDictionary<string, string>.Empty);
        }
        finally
        {
            if (_workers[slot] is { IsGone: true } gone)
            {
                _workers[slot] = null;
                await gone.DisposeAsync();
            }

            lock (_free)
                _free.Push(slot);
        }
    }

    private Task<LocalWorker> StartWorkerAsync(int slot, CancellationToken cancellation)
    {
        int number = Interlocked.Increment(ref _started);
        string socket = Path.Combine(_sockets.FullName, string.Create(CultureInfo.InvariantCulture, $"{number}.sock"));
        return LocalWorker.StartAsync(_settings.Program, socket, _logs[slot], _settings.Plugins, _settings.Threads, cancellation);
    }
}
