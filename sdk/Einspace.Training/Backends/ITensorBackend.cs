namespace Einspace.Training.Backends;

/// <summary>
/// The tensor operations that training a computation graph takes: some forty-five of them on float32 tensors, automatic
/// differentiation, and one fused optimiser step.
/// </summary>
/// <remarks>
/// <para>A backend belongs to one device and is used from one thread. Tensors it makes live until the scope in which they
/// were made ends, or until <see cref="Release"/>, whichever comes first; those made outside any scope live as long as
/// the backend. Nothing is left to the garbage collector, so memory is flat over steps.</para>
/// <para>Operations are recorded for <see cref="Backward"/> when an input requires a gradient and no
/// <see cref="WithoutGradients"/> is in force. Every operation throws <see cref="TensorException"/> when it fails.
/// Axes count from 0 and include the batch axis.</para>
/// </remarks>
public interface ITensorBackend : IDisposable
{
    /// <summary>What a result depends on besides the inputs: the library and its version, the BLAS in use, the device.</summary>
    IReadOnlyDictionary<string, string> Facts { get; }

    /// <summary>How many threads one operation may use. It holds for the calling thread and those the operations start.</summary>
    int Threads { get; set; }

    /// <summary>How many tensors live now, those released early not counted.</summary>
    int LiveTensors { get; }

    /// <summary>Opens a scope; disposing it frees every tensor made since, except those already released. Scopes nest.</summary>
    IDisposable Scope();

    /// <summary>Frees one tensor before its scope ends. What automatic differentiation still needs of it is kept.</summary>
    void Release(Tensor tensor);

    /// <summary>Until it is disposed, operations are not recorded for differentiation.</summary>
    IDisposable WithoutGradients();

    /// <summary>A tensor with a copy of the values in row-major order.</summary>
    /// <param name="values">As many as the shape has elements.</param>
    /// <param name="shape">Sizes of the axes, none of them below 1.</param>
    Tensor FromValues(ReadOnlySpan<float> values, params ReadOnlySpan<long> shape);

    /// <summary>A vector of integers: class labels, counted from 0.</summary>
    Tensor FromLabels(ReadOnlySpan<long> labels);

    /// <summary>A tensor of zeros.</summary>
    Tensor Zeros(params ReadOnlySpan<long> shape);

    /// <summary>Copies all elements, row-major, to the host.</summary>
    /// <param name="tensor">Any tensor.</param>
    /// <param name="values">Exactly as long as the tensor has elements.</param>
    void Read(Tensor tensor, Span<float> values);

    /// <summary>Overwrites all elements, row-major; not recorded for differentiation.</summary>
    void Write(Tensor tensor, ReadOnlySpan<float> values);

    /// <summary>The sizes of the axes.</summary>
    long[] Shape(Tensor tensor);

    /// <summary>Axes in another order: axis i of the result is axis <paramref name="axes"/>[i] of <paramref name="x"/>. May be a view.</summary>
    Tensor Permute(Tensor x, params ReadOnlySpan<long> axes);

    /// <summary>The same elements, row-major, under another shape; one size may be −1. A view where that is possible.</summary>
    Tensor Reshape(Tensor x, params ReadOnlySpan<long> shape);

    /// <summary>Equal contiguous parts along an axis, as many as <paramref name="parts"/> has places.</summary>
    void Split(Tensor x, int axis, Span<Tensor> parts);

    /// <summary>The same tensor <paramref name="times"/> times under a new first axis, as a view: [A, …] → [times, A, …].</summary>
    Tensor Repeat(Tensor x, long times);

    /// <summary>The parts one after another along an axis.</summary>
    Tensor Concat(ReadOnlySpan<Tensor> parts, int axis);

    /// <summary>
    /// Patches of an image as rows: [B,C,H,W] → [B, oh·ow, C·k·k], positions row-major, features channel-major then kernel
    /// row then kernel column; the padding is zeros.
    /// </summary>
    Tensor Unfold(Tensor x, long kernel, long stride, long padding);

    /// <summary>Elementwise a + b, with broadcasting.</summary>
    Tensor Add(Tensor a, Tensor b);

    /// <summary>Adds <paramref name="b"/> to <paramref name="sum"/> in place; <paramref name="sum"/> must be the result of an <see cref="Add"/>.</summary>
    void AddInto(Tensor sum, Tensor b);

    /// <summary>Elementwise a · b, with broadcasting.</summary>
    Tensor Multiply(Tensor a, Tensor b);

    /// <summary>Every element times a number.</summary>
    Tensor Scale(Tensor x, double factor);

    /// <summary>Matrix product over the last two axes, batched over the others with broadcasting.</summary>
    Tensor MatMul(Tensor a, Tensor b);

    /// <summary>The mean over some axes, which disappear.</summary>
    Tensor Mean(Tensor x, params ReadOnlySpan<long> axes);

    /// <summary>
    /// Brings the last two axes, H and W, to other sizes by means over windows: position i is the mean from ⌊i·H/height⌋ to before
    /// ⌈(i + 1)·H/height⌉.
    /// </summary>
    /// <param name="x">[B, C, H, W] or [B, H, W].</param>
    /// <param name="height">At least 1.</param>
    /// <param name="width">At least 1.</param>
    Tensor AdaptiveMean(Tensor x, long height, long width);

    /// <summary>x·wᵀ + b over the last axis.</summary>
    /// <param name="x">[…, in].</param>
    /// <param name="weight">[out, in].</param>
    /// <param name="bias">[out], or none.</param>
    Tensor Linear(Tensor x, Tensor weight, Tensor bias);

    /// <summary>Convolution with square kernel, stride and zero padding, dilation 1, one group.</summary>
    /// <param name="x">[B, in, H, W].</param>
    /// <param name="weight">[out, in, k, k].</param>
    /// <param name="bias">[out], or none.</param>
    /// <param name="stride">Step along both axes, in pixels.</param>
    /// <param name="padding">Zeros on each side, in pixels.</param>
    Tensor Conv2d(Tensor x, Tensor weight, Tensor bias, long stride, long padding);

    /// <summary>max(x, 0).</summary>
    Tensor Relu(Tensor x);

    /// <summary>x where positive, otherwise slope · x.</summary>
    Tensor LeakyRelu(Tensor x, double slope);

    /// <summary>exp(x) over its sum along an axis.</summary>
    Tensor Softmax(Tensor x, int axis);

    /// <summary>Maximum over square windows of [B,C,H,W]; the padding counts as −∞.</summary>
    Tensor MaxPool2d(Tensor x, long kernel, long stride, long padding);

    /// <summary>Batch normalisation over axis 1.</summary>
    /// <param name="x">[B, C, …].</param>
    /// <param name="weight">[C].</param>
    /// <param name="bias">[C].</param>
    /// <param name="mean">[C]; in training it moves in place: (1 − momentum) · mean + momentum · batch mean.</param>
    /// <param name="variance">[C]; likewise, with the batch's unbiased variance. Normalising in training uses the biased one.</param>
    /// <param name="training">True: normalise with the batch's own statistics; false: with <paramref name="mean"/> and <paramref name="variance"/>.</param>
    /// <param name="momentum">Weight of the batch in the running statistics, from 0 to 1.</param>
    /// <param name="epsilon">Added to the variance.</param>
    Tensor BatchNorm(Tensor x, Tensor weight, Tensor bias, Tensor mean, Tensor variance, bool training, double momentum, double epsilon);

    /// <summary>Layer normalisation over the last axes, those of <paramref name="weight"/>.</summary>
    Tensor LayerNorm(Tensor x, Tensor weight, Tensor bias, double epsilon);

    /// <summary>Mean cross-entropy of [B, classes] logits against B labels: a scalar.</summary>
    Tensor CrossEntropy(Tensor logits, Tensor labels);

    /// <summary>Mean cross-entropy of logits against probabilities, here 0 or 1, over all elements of two tensors of one shape: a scalar.</summary>
    Tensor BinaryCrossEntropy(Tensor logits, Tensor targets);

    /// <summary>Mean of squared differences over all elements of two tensors of one shape: a scalar.</summary>
    Tensor MeanSquaredError(Tensor answers, Tensor targets);

    /// <summary>Mean over the first axis of ‖answer − target‖₂ / ‖target‖₂, two tensors of one shape: a scalar.</summary>
    Tensor RelativeL2(Tensor answers, Tensor targets);

    /// <summary>Makes a tensor a parameter: operations on it are recorded and <see cref="Backward"/> gives it a gradient.</summary>
    void RequireGradient(Tensor parameter);

    /// <summary>Adds the gradient of a scalar to every parameter it depends on.</summary>
    void Backward(Tensor loss);

    /// <summary>A parameter's gradient; zeros where there is none yet.</summary>
    Tensor Gradient(Tensor parameter);

    /// <summary>
    /// One step of stochastic gradient descent with momentum m and weight decay d, for all parameters at once:
    /// v ← m·v + (g + d·w), w ← w − rate·v. It drops the gradients; a parameter that has none stays as it is.
    /// </summary>
    /// <param name="parameters">The parameters w.</param>
    /// <param name="velocities">The velocities v, in the same order and shapes; zeros before the first step.</param>
    /// <param name="rate">The learning rate.</param>
    /// <param name="momentum">m.</param>
    /// <param name="weightDecay">d, on every parameter.</param>
    void SgdStep(ReadOnlySpan<Tensor> parameters, ReadOnlySpan<Tensor> velocities, double rate, double momentum, double weightDecay);
}
