using System.Collections.Immutable;
using Einspace.Sdk;
using Einspace.Sdk.Data;
using Einspace.Sdk.Evaluation;
using Einspace.Training.Backends;

namespace Einspace.Training;

/// <summary>
/// Scores networks by training them on a tensor backend. A backend's plugin needs to say only how a backend is created for a
/// device.
/// </summary>
/// <param name="options">How to train.</param>
/// <param name="context">Lends the task's data.</param>
/// <param name="createBackend">Creates the backend of a device, for example <c>cpu</c>; called once per device.</param>
/// <param name="facts">Facts on which results depend, see <see cref="IEvaluator.Facts"/>.</param>
public sealed class TrainingEvaluator(
    TrainingOptions options, IEvaluatorContext context, Func<string, ITensorBackend> createBackend, IReadOnlyDictionary<string, string> facts)
    : IEvaluator
{
    private readonly Dictionary<string, ITensorBackend> _backends = [];

    /// <summary>What is reported of networks trained for a task, the task's own metric first.</summary>
    /// <param name="task">The task.</param>
    /// <returns>The metrics, for <see cref="EvaluatorFactory.MetricsOf"/>.</returns>
    public static ImmutableArray<Objective> MetricsOf(TaskSpec task)
    {
        ArgumentNullException.ThrowIfNull(task);
        return
        [
            new($"validation-{task.Metric.Name()}", task.Metric.Direction()),
            new("validation-loss", Direction.Minimise),
            new("train-loss", Direction.Minimise),
        ];
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Facts { get; } = facts;

    /// <summary>
    /// Trains the network and measures it on validation after every epoch (<c>train-loss</c>, <c>validation-loss</c>, and the task's
    /// metric, such as <c>validation-accuracy</c>); in purpose Final on the test split once, at the end (<c>test-loss</c>,
    /// <c>test-accuracy</c>). Losses are means: of cross-entropies in nats for classes and labels, of relative L2 where that is the
    /// metric, of squared errors for other regressions (SPEC section 10).
    /// </summary>
    /// <param name="request">What to train; fidelity counts epochs.</param>
    /// <param name="reporter">Told after every epoch.</param>
    /// <param name="cancellation">Looked at before every operator of a forward pass, and before every backward pass.</param>
    /// <returns>
    /// The metrics of the last epoch, or a failure when a loss left the finite numbers, memory ran out, the checkpoint to go on from
    /// cannot be used, or a network that follows recorded shapes (Q2) cannot run.
    /// </returns>
    public Task<EvaluationResult> EvaluateAsync(EvaluationRequest request, IEvaluationReporter reporter, CancellationToken cancellation)
    {
        if (request.Fidelity.From > 0 && request.CheckpointIn is null)
            throw new InvalidOperationException($"Training goes on from epoch {request.Fidelity.From} by a checkpoint, but the request names none.");

        // A thread of its own: the thread count of tensor operations and whether they are recorded are set per thread.
        TaskCompletionSource<EvaluationResult> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Thread thread = new(() =>
        {
            try
            {
                done.SetResult(Train(request, reporter, cancellation));
            }
            catch (OperationCanceledException)
            {
                done.SetCanceled(cancellation);
            }
            catch (Exception exception)
            {
                done.SetException(exception);
            }
        })
        { IsBackground = true, Name = $"training of trial {request.Trial}" };
        thread.Start();
        return done.Task;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        foreach (ITensorBackend backend in _backends.Values)
            backend.Dispose();
        _backends.Clear();
        return ValueTask.CompletedTask;
    }

    private EvaluationResult Train(EvaluationRequest request, IEvaluationReporter reporter, CancellationToken cancellation)
    {
        ITensorBackend backend = BackendOf(request.Device);
        backend.Threads = options.Threads;
        using IDisposable scope = backend.Scope();
        TrainingRun? run = null;
        try
        {
            run = new(backend, options, request, context.OpenTask(request), cancellation);
            if (request.Fidelity.From == 0 && run.Warning is { } warning)
                reporter.Warn(warning);
            return run.Run(report => reporter.ReportAsync(report).AsTask().GetAwaiter().GetResult(), reporter.Warn);
        }
        catch (CheckpointException exception)
        {
            return new EvaluationResult.Failed(FailureKind.Checkpoint, exception.Message);
        }
        catch (NotFiniteException exception)
        {
            return new EvaluationResult.Failed(FailureKind.NotFinite, exception.Message);
        }
        catch (TensorException exception) when (exception.OutOfMemory)
        {
            return new EvaluationResult.Failed(FailureKind.OutOfMemory, $"Memory ran out while training: {exception.Message}");
        }
        catch (TensorException exception) when (run is { FollowsRecordedShapes: true })
        {
            return new EvaluationResult.Failed(
                FailureKind.Error, $"The network cannot run, for the shapes that its grammar recorded are not those it has (quirk Q2): {exception.Message}");
        }
    }

    private ITensorBackend BackendOf(string device)
    {
        if (!_backends.TryGetValue(device, out ITensorBackend? backend))
            _backends[device] = backend = createBackend(device);
        return backend;
    }
}
