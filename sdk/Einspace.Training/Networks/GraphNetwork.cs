using Einspace.Sdk;
using Einspace.Sdk.Graphs;
using Einspace.Training.Backends;

namespace Einspace.Training.Networks;

/// <summary>
/// A network in a backend: a program and its parameters, which start from streams derived of (seed, number in order of execution):
/// they depend neither on the tensor library nor, as paths do, on how an architecture words the same network. Its tensors live in
/// the scope in which it was made.
/// </summary>
public sealed class GraphNetwork
{
    private const double NormEpsilon = 1e-5; // SPEC section 2: both normalisations

    private readonly ITensorBackend _backend;
    private readonly GraphProgram _program;
    private readonly Tensor[] _parameters;
    private readonly Tensor[] _values;

    /// <summary>Creates the parameters.</summary>
    /// <param name="backend">Where the tensors live.</param>
    /// <param name="program">What runs.</param>
    /// <param name="seed">Seed of the initial parameters.</param>
    /// <param name="cancellation">Looked at before every parameter.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public GraphNetwork(ITensorBackend backend, GraphProgram program, ulong seed, CancellationToken cancellation = default)
    {
        _backend = backend;
        _program = program;
        _values = new Tensor[program.ValueCount];
        _parameters = [.. program.Parameters.Select((parameter, i) =>
        {
            cancellation.ThrowIfCancellationRequested();
            return Create(parameter.Spec, RandomStream.Derive(seed, "parameter", (ulong)i));
        })];
        Trained = [.. _parameters.Where((_, i) => program.Parameters[i].Spec.IsTrained)];
        foreach (Tensor parameter in Trained)
            backend.RequireGradient(parameter);
    }

    /// <summary>All parameters and buffers, in the order of <see cref="GraphProgram.Parameters"/>.</summary>
    public IReadOnlyList<Tensor> Parameters => _parameters;

    /// <summary>Those that are trained, in the same order.</summary>
    public Tensor[] Trained { get; }

    /// <summary>Runs the network. Intermediate values are freed at their last use.</summary>
    /// <param name="input">A batch: [B, …], B at least 1.</param>
    /// <param name="mode">How batch normalisation behaves.</param>
    /// <param name="cancellation">Looked at before every operator.</param>
    /// <returns>The output of the batch.</returns>
    /// <exception cref="TensorException">An operation failed.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled; what was computed lives until its scope ends.</exception>
    public Tensor Forward(Tensor input, ForwardMode mode, CancellationToken cancellation = default)
    {
        long batch = _backend.Shape(input)[0];
        _values[0] = input;
        foreach (Instruction instruction in _program.Instructions)
        {
            cancellation.ThrowIfCancellationRequested();
            Run(instruction, batch, mode);
            foreach (int value in instruction.Releases)
                _backend.Release(_values[value]);
        }

        return _values[_program.Output];
    }

    /// <summary>Gives the running statistics of batch normalisation their initial values.</summary>
    public void ResetStatistics()
    {
        for (int i = 0; i < _parameters.Length; i++)
        {
            ParameterSpec spec = _program.Parameters[i].Spec;
            if (!spec.IsTrained)
                _backend.Write(_parameters[i], InitialValues(spec, random: null));
        }
    }

    private void Run(Instruction instruction, long batch, ForwardMode mode)
    {
        int[] inputs = instruction.Inputs;
        Tensor x = inputs.Length > 0 ? _values[inputs[0]] : default;
        ReadOnlySpan<Tensor> own = _parameters.AsSpan(instruction.FirstParameter);
        if (instruction.Operator is Operator.Split split)
        {
            RunSplit(instruction, x, split);
            return;
        }

        _values[instruction.Outputs[0]] = instruction.Operator switch
        {
            Operator.Linear => _backend.Linear(x, own[0], own[1]),
            Operator.Conv2d conv => _backend.Conv2d(x, own[0], own[1], conv.Stride, conv.Padding),
            Operator.Conv1d conv => Conv1d(x, own[0], own[1], conv),
            Operator.Unfold unfold => _backend.Unfold(x, unfold.Kernel, unfold.Stride, unfold.Padding),
            Operator.Permute => _backend.Permute(x, instruction.Sizes),
            Operator.Reshape => Reshape(x, instruction.Sizes, batch),
            Operator.Concat concat => Concat(inputs, concat.Axis),
            Operator.Add => Sum(inputs, instruction.SameShapes),
            Operator.Multiply => _backend.Multiply(x, _values[inputs[1]]),
            Operator.Scale scale => _backend.Scale(x, scale.Factor),
            Operator.MatMul => _backend.MatMul(x, _values[inputs[1]]),
            Operator.Softmax => _backend.Softmax(x, axis: -1),
            Operator.LeakyRelu { Slope: 0 } => _backend.Relu(x),
            Operator.LeakyRelu relu => _backend.LeakyRelu(x, relu.Slope),
            Operator.MaxPool2d pool => _backend.MaxPool2d(x, pool.Kernel, pool.Stride, pool.Padding),
            Operator.BatchNorm => _backend.BatchNorm(
                x, own[0], own[1], own[2], own[3], mode.UsesBatchStatistics, mode.Momentum, NormEpsilon),
            Operator.InstanceNorm => InstanceNorm(x, own[0], own[1]),
            Operator.LayerNorm => _backend.LayerNorm(x, own[0], own[1], NormEpsilon),
            Operator.Parameter => _backend.Repeat(own[0], batch),
            Operator.Mean => _backend.Mean(x, instruction.Sizes),
            Operator.AdaptiveMean mean => _backend.AdaptiveMean(x, mean.Height, mean.Width),
            _ => throw new InvalidOperationException($"The interpreter has no rule for the operator {instruction.Operator}."),
        };
    }

    private void RunSplit(Instruction instruction, Tensor x, Operator.Split split)
    {
        // The reference cuts into parts of the recorded sizes, which must add up (Q2).
        if (_program.FollowsRecordedShapes && _backend.Shape(x)[split.Axis] is var size && size != instruction.Sizes[0])
            throw new TensorException($"{split} expects a size of {instruction.Sizes[0]}, but the axis has {size}.");
        Tensor[] parts = new Tensor[instruction.Outputs.Length];
        _backend.Split(x, split.Axis, parts);
        for (int i = 0; i < parts.Length; i++)
            _values[instruction.Outputs[i]] = parts[i];
    }

    private Tensor Reshape(Tensor x, long[] sizes, long batch)
    {
        Span<long> shape = stackalloc long[sizes.Length];
        sizes.CopyTo(shape);
        shape[0] = batch;
        return _backend.Reshape(x, shape);
    }

    /// <summary>A convolution of images one pixel high. The zeros are added apart: there may be more of them on one side.</summary>
    private Tensor Conv1d(Tensor x, Tensor weight, Tensor bias, Operator.Conv1d conv)
    {
        long[] shape = _backend.Shape(x);
        List<Tensor> parts = [x];
        if (conv.Before > 0)
            parts.Insert(0, _backend.Zeros(shape[0], shape[1], conv.Before));
        if (conv.After > 0)
            parts.Add(_backend.Zeros(shape[0], shape[1], conv.After));
        Tensor padded = parts.Count == 1 ? x : _backend.Concat([.. parts], axis: 2);
        Tensor image = _backend.Reshape(padded, shape[0], shape[1], 1, -1);
        Tensor kernel = _backend.Reshape(weight, conv.OutChannels, conv.InChannels, 1, conv.Kernel);
        Tensor y = _backend.Conv2d(image, kernel, bias, stride: 1, padding: 0);
        return _backend.Reshape(y, shape[0], conv.OutChannels, -1);
    }

    /// <summary>Batch normalisation that takes each channel of each example for a channel of its own.</summary>
    private Tensor InstanceNorm(Tensor x, Tensor scale, Tensor shift)
    {
        long[] shape = _backend.Shape(x);
        long channels = shape[0] * shape[1];
        Tensor y = _backend.BatchNorm(
            _backend.Reshape(x, 1, channels, shape[2], shape[3]),
            _backend.Reshape(_backend.Repeat(scale, shape[0]), channels),
            _backend.Reshape(_backend.Repeat(shift, shape[0]), channels),
            _backend.Zeros(channels),
            _backend.Zeros(channels),
            training: true,
            momentum: 0,
            NormEpsilon);
        return _backend.Reshape(y, shape);
    }

    private Tensor Concat(int[] inputs, int axis)
    {
        Tensor[] parts = [.. inputs.Select(input => _values[input])];
        return _backend.Concat(parts, axis);
    }

    private Tensor Sum(int[] inputs, bool sameShapes)
    {
        Tensor sum = inputs.Length == 1 ? _backend.Scale(_values[inputs[0]], 1) : _backend.Add(_values[inputs[0]], _values[inputs[1]]);
        foreach (int input in inputs.AsSpan(Math.Min(2, inputs.Length)))
        {
            if (sameShapes)
            {
                _backend.AddInto(sum, _values[input]);
                continue;
            }

            Tensor next = _backend.Add(sum, _values[input]);
            _backend.Release(sum);
            sum = next;
        }

        return sum;
    }

    private Tensor Create(ParameterSpec spec, RandomStream random) =>
        _backend.FromValues(InitialValues(spec, random), spec.Sizes.AsSpan());

    private static float[] InitialValues(ParameterSpec spec, RandomStream? random)
    {
        (InitialiserKind kind, double value) = spec.Initialiser;
        float[] values = new float[checked((long)spec.Elements)];
        if (kind == InitialiserKind.Constant)
            Array.Fill(values, (float)value);
        else if (random is null)
            throw new InvalidOperationException($"A {kind} initialiser takes a random stream.");
        else
        {
            for (int i = 0; i < values.Length; i++)
                values[i] = (float)(value * (kind == InitialiserKind.Uniform ? (2 * random.NextDouble()) - 1 : random.NextNormal()));
        }

        return values;
    }
}
