using Einspace.Sdk.Evaluation;

namespace Einspace.Host.Workers;

/// <summary>An evaluation under way: its end, and the means to cancel it, which are let go when it ends.</summary>
internal sealed class Execution : IExecution
{
    private readonly CancellationTokenSource _cancellation;
    private bool _isOver;

    /// <summary>Begins an evaluation.</summary>
    /// <param name="run">Evaluates; cancelled by <see cref="Cancel"/>.</param>
    /// <param name="all">Cancels this one with all others.</param>
    public Execution(Func<CancellationToken, Task<ExecutionEnd>> run, CancellationToken all = default)
    {
        _cancellation = CancellationTokenSource.CreateLinkedTokenSource(all);
        Completion = Task.Run(() => RunAsync(run), CancellationToken.None);
    }

    /// <inheritdoc/>
    public Task<ExecutionEnd> Completion { get; }

    /// <inheritdoc/>
    public void Cancel()
    {
        lock (_cancellation)
        {
            if (!_isOver)
                _cancellation.Cancel();
        }
    }

    private async Task<ExecutionEnd> RunAsync(Func<CancellationToken, Task<ExecutionEnd>> run)
    {
        try
        {
            return await run(_cancellation.Token);
        }
        finally
        {
            lock (_cancellation)
            {
                _isOver = true;
                _cancellation.Dispose();
            }
        }
    }
}
