using System.Globalization;
using System.Runtime.InteropServices;
using Einspace.Sdk;
using Einspace.Training.Backends;

namespace Einspace.Torch;

/// <summary>Tensors of libtorch, by way of our own flat C functions (<see cref="Shim"/>, which must have been loaded).</summary>
internal sealed unsafe class TorchBackend : ITensorBackend
{
    private readonly TensorTable _table = new();
    private readonly int _device;

    /// <param name="device"><c>cpu</c>, <c>cuda</c> or <c>cuda:0</c>, <c>cuda:1</c>, …</param>
    /// <exception cref="InputException">The device is not there.</exception>
    public TorchBackend(string device = "cpu")
    {
        _device = Parse(device);
        Facts = new Dictionary<string, string>(LibraryFacts()) { ["device"] = device };
    }

    public IReadOnlyDictionary<string, string> Facts { get; }

    /// <summary>What is known of the library without any device: its version and the BLAS that serves matrix products.</summary>
    public static IReadOnlyDictionary<string, string> LibraryFacts() =>
        Marshal.PtrToStringUTF8(Shim.Check(Shim.Facts()))!.Split('\n').Select(line => line.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);

    public int Threads
    {
        get => (int)Shim.Check(Shim.Threads());
        set => Shim.Check(Shim.SetThreads(value));
    }

    public int LiveTensors => _table.Count;

    public void Dispose() => _table.CutTo(0);

    public IDisposable Scope() => new TableScope(_table);

    public void Release(Tensor tensor) => _table.Release(tensor);

    public IDisposable WithoutGradients() => new GradientPause();

    public Tensor FromValues(ReadOnlySpan<float> values, params ReadOnlySpan<long> shape)
    {
        CheckCount(values.Length, shape);
        fixed (float* data = values)
        fixed (long* sizes = shape)
            return Keep(Shim.Floats(data, sizes, shape.Length, _device));
    }

    public Tensor FromLabels(ReadOnlySpan<long> labels)
    {
        long size = labels.Length;
        fixed (long* data = labels)
            return Keep(Shim.Longs(data, &size, 1, _device));
    }

    public Tensor Zeros(params ReadOnlySpan<long> shape)
    {
        fixed (long* sizes = shape)
            return Keep(Shim.Zeros(sizes, shape.Length, _device));
    }

    public void Read(Tensor tensor, Span<float> values)
    {
        fixed (float* data = values)
            Shim.Check(Shim.Read(_table[tensor], data, values.Length));
    }

    public void Write(Tensor tensor, ReadOnlySpan<float> values)
    {
        fixed (float* data = values)
            Shim.Check(Shim.Write(_table[tensor], data, values.Length));
    }

    public long[] Shape(Tensor tensor)
    {
        long* sizes = stackalloc long[8];
        long rank = Shim.Check(Shim.Sizes(_table[tensor], sizes));
        return new ReadOnlySpan<long>(sizes, (int)rank).ToArray();
    }

    public Tensor Permute(Tensor x, params ReadOnlySpan<long> axes)
    {
        fixed (long* order = axes)
            return Keep(Shim.Permute(_table[x], order, axes.Length));
    }

    public Tensor Reshape(Tensor x, params ReadOnlySpan<long> shape)
    {
        fixed (long* sizes = shape)
            return Keep(Shim.Reshape(_table[x], sizes, shape.Length));
    }

    public void Split(Tensor x, int axis, Span<Tensor> parts)
    {
        Span<nint> pieces = parts.Length <= 16 ? stackalloc nint[parts.Length] : new nint[parts.Length];
        fixed (nint* first = pieces)
            Shim.Check(Shim.Split(_table[x], axis, parts.Length, first));
        for (int i = 0; i < parts.Length; i++)
            parts[i] = _table.Add(pieces[i]);
    }

    public Tensor Repeat(Tensor x, long times) => Keep(Shim.Repeat(_table[x], times));

    public Tensor Concat(ReadOnlySpan<Tensor> parts, int axis)
    {
        Span<nint> pointers = parts.Length <= 16 ? stackalloc nint[parts.Length] : new nint[parts.Length];
        Pointers(parts, pointers);
        fixed (nint* first = pointers)
            return Keep(Shim.Cat(first, parts.Length, axis));
    }

    public Tensor Unfold(Tensor x, long kernel, long stride, long padding) => Keep(Shim.Im2Col(_table[x], kernel, stride, padding));

    public Tensor Add(Tensor a, Tensor b) => Keep(Shim.Add(_table[a], _table[b]));

    public void AddInto(Tensor sum, Tensor b) => Shim.Check(Shim.AddInto(_table[sum], _table[b]));

    public Tensor Multiply(Tensor a, Tensor b) => Keep(Shim.Mul(_table[a], _table[b]));

    public Tensor Scale(Tensor x, double factor) => Keep(Shim.Scale(_table[x], factor));

    public Tensor MatMul(Tensor a, Tensor b) => Keep(Shim.MatMul(_table[a], _table[b]));

    public Tensor Mean(Tensor x, params ReadOnlySpan<long> axes)
    {
        fixed (long* list = axes)
            return Keep(Shim.Mean(_table[x], list, axes.Length, keepAxes: 0));
    }

    public Tensor AdaptiveMean(Tensor x, long height, long width) => Keep(Shim.AdaptiveMean(_table[x], height, width));

    public Tensor Linear(Tensor x, Tensor weight, Tensor bias) => Keep(Shim.Linear(_table[x], _table[weight], Optional(bias)));

    public Tensor Conv2d(Tensor x, Tensor weight, Tensor bias, long stride, long padding) =>
        Keep(Shim.Conv2d(_table[x], _table[weight], Optional(bias), stride, padding));

    public Tensor Relu(Tensor x) => Keep(Shim.Relu(_table[x]));

    public Tensor LeakyRelu(Tensor x, double slope) => Keep(Shim.LeakyRelu(_table[x], slope));

    public Tensor Softmax(Tensor x, int axis) => Keep(Shim.Softmax(_table[x], axis));

    public Tensor MaxPool2d(Tensor x, long kernel, long stride, long padding) => Keep(Shim.MaxPool2d(_table[x], kernel, stride, padding));

    public Tensor BatchNorm(Tensor x, Tensor weight, Tensor bias, Tensor mean, Tensor variance, bool training, double momentum, double epsilon) =>
        Keep(Shim.BatchNorm(_table[x], _table[weight], _table[bias], _table[mean], _table[variance], training ? 1 : 0, momentum, epsilon));

    public Tensor LayerNorm(Tensor x, Tensor weight, Tensor bias, double epsilon) =>
        Keep(Shim.LayerNorm(_table[x], _table[weight], _table[bias], epsilon));

    public Tensor CrossEntropy(Tensor logits, Tensor labels) => Keep(Shim.CrossEntropy(_table[logits], _table[labels]));

    public Tensor BinaryCrossEntropy(Tensor logits, Tensor targets) => Keep(Shim.BinaryCrossEntropy(_table[logits], _table[targets]));

    public Tensor MeanSquaredError(Tensor answers, Tensor targets) => Keep(Shim.MeanSquaredError(_table[answers], _table[targets]));

    public Tensor RelativeL2(Tensor answers, Tensor targets) => Keep(Shim.RelativeL2(_table[answers], _table[targets]));

    public void RequireGradient(Tensor parameter) => Shim.Check(Shim.RequireGrad(_table[parameter]));

    public void Backward(Tensor loss) => Shim.Check(Shim.Backward(_table[loss]));

    public Tensor Gradient(Tensor parameter) => Keep(Shim.Grad(_table[parameter]));

    public void SgdStep(ReadOnlySpan<Tensor> parameters, ReadOnlySpan<Tensor> velocities, double rate, double momentum, double weightDecay)
    {
        if (parameters.Length != velocities.Length)
            throw new TensorException($"{parameters.Length} parameters need as many velocities, but there are {velocities.Length}.");
        nint[] pointers = new nint[2 * parameters.Length];
        Pointers(parameters, pointers);
        Pointers(velocities, pointers.AsSpan(parameters.Length));
        fixed (nint* first = pointers)
            Shim.Check(Shim.SgdStep(first, first + parameters.Length, parameters.Length, rate, momentum, weightDecay));
    }

    private Tensor Keep(nint pointer) => _table.Add(Shim.Check(pointer));

    private nint Optional(Tensor tensor) => tensor.IsNone ? 0 : _table[tensor];

    private void Pointers(ReadOnlySpan<Tensor> tensors, Span<nint> pointers)
    {
        for (int i = 0; i < tensors.Length; i++)
            pointers[i] = _table[tensors[i]];
    }

    private static void CheckCount(long count, ReadOnlySpan<long> shape)
    {
        long product = 1;
        foreach (long size in shape)
            product *= size;
        if (product != count)
            throw new TensorException($"{count} values do not fill the shape [{string.Join(", ", shape.ToArray())}].");
    }

    private static int Parse(string device)
    {
        if (device == "cpu")
            return -1;
        int index = 0;
        if (device != "cuda" && !(device.StartsWith("cuda:", StringComparison.Ordinal)
            && int.TryParse(device.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out index)))
            throw new InputException($"The device '{device}' is unknown: expected cpu, cuda or cuda:N.");
        long there = Shim.Check(Shim.CudaDevices());
        return index < there ? index : throw new InputException($"The device '{device}' is not there: this libtorch sees {there} CUDA devices.");
    }

    private sealed class TableScope(TensorTable table) : IDisposable
    {
        private readonly int _mark = table.Mark();

        public void Dispose() => table.CutTo(_mark);
    }

    private sealed class GradientPause : IDisposable
    {
        private readonly long _before = Shim.SetGrad(0);

        public void Dispose() => Shim.SetGrad((int)_before);
    }
}
