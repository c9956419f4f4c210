using System.Collections.Immutable;
using Einspace.Sdk;
using Einspace.Sdk.Data;
using Einspace.Sdk.Evaluation;
using Einspace.Training.Backends;
using Einspace.Training.Measures;
using Einspace.Training.Networks;

namespace Einspace.Training;

/// <summary>
/// Trains one network as a request asks, on the calling thread. Stochastic gradient descent on the mean loss; the learning
/// rate falls along a half cosine to 0 over the request's horizon, one value per epoch (SPEC section 10).
/// </summary>
/// <remarks>
/// Batches all have the same size: the last, short one of an epoch is left out, and a training set smaller than a batch is one
/// batch. So batch normalisation never sees fewer than two values per channel, for a training set of one example is refused.
/// </remarks>
internal sealed class TrainingRun
{
    private const int RecalibrationExamples = 1000;
    private const int FewSteps = 60;

    private readonly ITensorBackend _backend;
    private readonly TrainingOptions _options;
    private readonly EvaluationRequest _request;
    private readonly ITaskData _data;
    private readonly CancellationToken _cancellation;
    private readonly ExamplePool _pool;
    private readonly GraphProgram _program;
    private readonly GraphNetwork _network;
    private readonly Tensor[] _velocities;
    private readonly TrainingState _state;
    private readonly int _batch;
    private readonly float[] _examples;
    private readonly Targets _targets;
    private readonly float[] _answers;
    private readonly long[] _shape;

    /// <summary>Creates network and optimiser in the backend's present scope.</summary>
    public TrainingRun(ITensorBackend backend, TrainingOptions options, EvaluationRequest request, ITaskData data, CancellationToken cancellation)
    {
        (_backend, _options, _request, _data, _cancellation) = (backend, options, request, data, cancellation);
        _pool = new ExamplePool(data, request.Purpose, request.Task?.TrainSamples, request.Seed);
        if (_pool.Count < 2)
            throw new InputException($"Training takes at least 2 examples, but there are {_pool.Count}.");
        if (data.Count(MeasuredSplit) == 0)
            throw new InputException($"The task's {Prefix} split is empty, so nothing can be measured on it.");
        _batch = Math.Min(options.BatchSize, _pool.Count);
        _shape = [_batch, .. request.Network.Input.Sizes];
        _examples = new float[_shape.Aggregate(1L, (product, size) => checked(product * size))];
        _targets = new Targets(data.Spec, _batch);
        _answers = new float[_batch * _targets.Size];
        _program = GraphProgram.Compile(request.Network);
        _network = new GraphNetwork(backend, _program, request.Seed, cancellation);
        _velocities = [.. _network.Trained.Select(parameter => backend.Zeros(backend.Shape(parameter)))];
        _state = new TrainingState(backend, _network, _velocities);
    }

    /// <summary>Training steps over all epochs of the horizon.</summary>
    public long TotalSteps => (long)StepsPerEpoch * _request.Fidelity.Horizon;

    /// <summary>A sentence when the network will hardly have been trained; otherwise null.</summary>
    public string? Warning => TotalSteps >= FewSteps ? null
        : $"The network is trained for {TotalSteps} steps only ({_pool.Count} examples in batches of {_batch}, {_request.Fidelity.Horizon} epochs): "
        + $"below {FewSteps} steps scores say little. Use smaller batches, more examples or more epochs.";

    /// <inheritdoc cref="GraphProgram.FollowsRecordedShapes"/>
    public bool FollowsRecordedShapes => _program.FollowsRecordedShapes;

    private int StepsPerEpoch => _pool.Count / _batch;

    private DataSplit MeasuredSplit => _request.Purpose == Purpose.Final ? DataSplit.Test : DataSplit.Validation;

    private bool ScoresPreviousEpoch => _options.NonFiniteLoss == NonFiniteLoss.PreviousEpoch && _request.Purpose == Purpose.Search;

    private string Metric => $"{Prefix}-{_data.Spec.Metric.Name()}";

    private string Prefix => _request.Purpose == Purpose.Final ? "test" : "validation";

    /// <summary>Trains the request's segment, or until a report is answered with Stop.</summary>
    /// <param name="report">Told after every epoch.</param>
    /// <param name="warn">Told where the training was cut short (<see cref="NonFiniteLoss.PreviousEpoch"/>).</param>
    /// <returns>Fidelity reached and the metrics there.</returns>
    /// <exception cref="NotFiniteException">A loss became NaN or infinite.</exception>
    /// <exception cref="CheckpointException">The checkpoint to go on from cannot be used.</exception>
    public EvaluationResult.Completed Run(Func<EvaluationReport, ReportDecision> report, Action<string>? warn = null)
    {
        var before = _request.CheckpointIn is { } checkpoint
            ? _state.Load(checkpoint, _request)
            : ImmutableSortedDictionary<string, double>.Empty.Add(Metric, 0);
        for (int epoch = _request.Fidelity.From + 1; ; epoch++)
        {
            var metrics = ImmutableSortedDictionary<string, double>.Empty;
            bool last = epoch == _request.Fidelity.To;
            try
            {
                metrics = WithLoss(metrics, "train-loss", TrainEpoch(epoch));

                // The test split is looked at once, at the very end: nothing may be chosen by it.
                if (_request.Purpose == Purpose.Search || last)
                    metrics = Measured(metrics, epoch);
            }
            catch (NotFiniteException exception) when (ScoresPreviousEpoch)
            {
                warn?.Invoke($"{exception.Message} The network scores {(epoch == 1 ? "0" : "as in the epoch before")} (Q17).");
                if (_request.CheckpointOut is { } rest)
                    _state.Save(rest, _request, _request.Fidelity.To, before);
                return new EvaluationResult.Completed(_request.Fidelity.To, before);
            }

            ReportDecision decision = report(new EvaluationReport(epoch, metrics));
            if (last && decision == ReportDecision.Continue && _request.CheckpointOut is { } file)
                _state.Save(file, _request, epoch, metrics);
            if (last)
                return new EvaluationResult.Completed(epoch, metrics);
            if (decision == ReportDecision.Stop)
                return new EvaluationResult.Completed(epoch, _request.Purpose == Purpose.Search ? metrics : Measured(metrics, epoch));
            before = metrics;
        }
    }

    /// <summary>Loss and the task's metric of the network as it stands, over a whole split in batches.</summary>
    public Score ScoreOn(DataSplit split, ForwardMode mode)
    {
        int count = _data.Count(split), size = _examples.Length / _batch;
        double loss = 0;
        Measure measure = Measure.Of(_data.Spec);
        for (int start = 0; start < count; start += _batch)
        {
            int[] indices = [.. Enumerable.Range(start, Math.Min(_batch, count - start))];
            Span<float> examples = _examples.AsSpan(0, indices.Length * size);
            _data.Gather(split, indices, examples);
            _targets.Clear();
            _targets.Gather(_data, split, indices);
            using IDisposable scope = _backend.Scope();
            Tensor output = _network.Forward(_backend.FromValues(examples, [indices.Length, .. _shape.AsSpan(1)]), mode, _cancellation);
            loss += indices.Length * Scalar(_targets.Loss(_backend, output));
            Span<float> answers = _answers.AsSpan(0, indices.Length * _targets.Size);
            _backend.Read(output, answers);
            measure.Add(answers, _targets);
        }

        return new Score(loss / count, measure.Value);
    }

    private double TrainEpoch(int epoch)
    {
        // The closed form of cosine annealing with minimum 0, stepped once per epoch.
        double rate = _options.LearningRate * (1 + Math.Cos(Math.PI * (epoch - 1) / _request.Fidelity.Horizon)) / 2;
        int[] order = [.. Enumerable.Range(0, _pool.Count)];
        RandomStream.Derive(_request.Seed, "order", (ulong)epoch).Shuffle(order.AsSpan());
        double sum = 0;
        for (int step = 0; step < StepsPerEpoch; step++)
        {
            double loss = Step(order.AsSpan(step * _batch, _batch), rate);
            sum += IsPassable(loss) ? loss
                : throw new NotFiniteException($"The training loss became {Spell(loss)} in epoch {epoch}, step {step + 1} of {StepsPerEpoch}.");
        }

        return sum / StepsPerEpoch;
    }

    private double Step(ReadOnlySpan<int> batch, double rate)
    {
        using IDisposable scope = _backend.Scope();
        _pool.Gather(batch, _examples, _targets);
        Tensor input = _backend.FromValues(_examples, _shape);
        Tensor output = _network.Forward(input, ForwardMode.Training, _cancellation);
        Tensor loss = _targets.Loss(_backend, output);
        double value = Scalar(loss);
        // A network of which nothing is learned, head included, is there only where pictures are answered.
        if (!IsPassable(value) || _network.Trained.Length == 0)
            return value;
        _backend.Release(output);
        _backend.Backward(loss);
        _backend.SgdStep(_network.Trained, _velocities, rate, _options.Momentum, _options.WeightDecay);
        return value;
    }

    private ImmutableSortedDictionary<string, double> Measured(ImmutableSortedDictionary<string, double> metrics, int epoch)
    {
        using IDisposable pause = _backend.WithoutGradients();
        if (_options.BatchnormStatistics == BatchNormStatistics.Recalibrated && _program.HasBatchNorm)
            Recalibrate();
        Score score = ScoreOn(MeasuredSplit, ForwardMode.Inference);
        if (!double.IsFinite(score.Loss) && !ScoresPreviousEpoch)
            throw new NotFiniteException($"The {Prefix} loss became {Spell(score.Loss)} after epoch {epoch}.");
        if (!double.IsFinite(score.Metric))
            throw new NotFiniteException($"The {Prefix} {_data.Spec.Metric.Name()} became {Spell(score.Metric)} after epoch {epoch}.");
        return WithLoss(metrics, $"{Prefix}-loss", score.Loss).SetItem(Metric, score.Metric);
    }

    /// <summary>The reference looks for NaN in training losses alone (Q17).</summary>
    private bool IsPassable(double loss) => double.IsFinite(loss) || (ScoresPreviousEpoch && !double.IsNaN(loss));

    /// <summary>Metrics are finite: a loss that is not is left out.</summary>
    private static ImmutableSortedDictionary<string, double> WithLoss(
        ImmutableSortedDictionary<string, double> metrics, string name, double loss) =>
        double.IsFinite(loss) ? metrics.SetItem(name, loss) : metrics;

    // The running statistics become plain averages over batches of the same training examples every time. All batches are whole:
    // what the last one lacks is taken from the beginning again, so that a small training set counts in full.
    private void Recalibrate()
    {
        int[] order = [.. Enumerable.Range(0, _pool.Count)];
        RandomStream.Derive(_request.Seed, "recalibration").Shuffle(order.AsSpan());
        int batches = (Math.Min(RecalibrationExamples, _pool.Count) + _batch - 1) / _batch;
        int[] batch = new int[_batch];
        _network.ResetStatistics();
        for (int i = 0; i < batches; i++)
        {
            using IDisposable scope = _backend.Scope();
            for (int j = 0; j < _batch; j++)
                batch[j] = order[((i * _batch) + j) % order.Length];
            _pool.Gather(batch, _examples, _targets);
            _network.Forward(_backend.FromValues(_examples, _shape), ForwardMode.Averaging(i), _cancellation);
        }
    }

    private double Scalar(Tensor tensor)
    {
        Span<float> value = stackalloc float[1];
        _backend.Read(tensor, value);
        return value[0];
    }

    private static string Spell(double value) => double.IsNaN(value) ? "NaN" : "infinite";
}
