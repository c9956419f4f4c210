using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Einspace.Sdk.Graphs;

/// <summary>
/// One of the few primitives to which every architecture is lowered. A closed set: a new grammar composes these, a new backend
/// implements these. Axes are numbered with the batch as axis 0, which no operator names.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "op")]
[JsonDerivedType(typeof(Linear), "linear")]
[JsonDerivedType(typeof(Conv2d), "conv2d")]
[JsonDerivedType(typeof(Unfold), "unfold")]
[JsonDerivedType(typeof(Permute), "permute")]
[JsonDerivedType(typeof(Reshape), "reshape")]
[JsonDerivedType(typeof(Split), "split")]
[JsonDerivedType(typeof(Concat), "concat")]
[JsonDerivedType(typeof(Add), "add")]
[JsonDerivedType(typeof(Multiply), "multiply")]
[JsonDerivedType(typeof(Scale), "scale")]
[JsonDerivedType(typeof(MatMul), "matmul")]
[JsonDerivedType(typeof(Softmax), "softmax")]
[JsonDerivedType(typeof(LeakyRelu), "leaky-relu")]
[JsonDerivedType(typeof(MaxPool2d), "max-pool2d")]
[JsonDerivedType(typeof(BatchNorm), "batch-norm")]
[JsonDerivedType(typeof(LayerNorm), "layer-norm")]
[JsonDerivedType(typeof(Parameter), "parameter")]
[JsonDerivedType(typeof(Mean), "mean")]
[JsonDerivedType(typeof(Call), "call")]
public abstract record Operator
{
    private Operator()
    {
    }

    /// <summary>
    /// The parameters and buffers that the operator owns, in the order of <see cref="ParameterRole"/>. Linear maps and
    /// convolutions start from U(±1/√fan-in), weight and bias alike (SPEC section 8).
    /// </summary>
    /// <returns>The specifications; none for an operator that learns nothing.</returns>
    public virtual ImmutableArray<ParameterSpec> Parameters() => [];

    private static ImmutableArray<ParameterSpec> Affine(ImmutableArray<long> weight, double fanIn)
    {
        Initialiser uniform = new(InitialiserKind.Uniform, 1 / Math.Sqrt(fanIn));
        return
        [
            new(ParameterRole.Weight, weight, uniform, IsTrained: true),
            new(ParameterRole.Bias, [weight[0]], uniform, IsTrained: true),
        ];
    }

    private static ImmutableArray<ParameterSpec> ScaleAndShift(long size) =>
    [
        new(ParameterRole.Scale, [size], new(InitialiserKind.Constant, 1), IsTrained: true),
        new(ParameterRole.Shift, [size], new(InitialiserKind.Constant, 0), IsTrained: true),
    ];

    /// <summary>Affine map of the last axis, any rank: <c>y = x·Wᵀ + b</c>, W of shape [out, in]. Init U(±1/√in) for both.</summary>
    /// <param name="InFeatures">Size of the input's last axis.</param>
    /// <param name="OutFeatures">Size of the output's last axis.</param>
    public sealed record Linear(long InFeatures, long OutFeatures) : Operator
    {
        /// <inheritdoc/>
        public override ImmutableArray<ParameterSpec> Parameters() => Affine([OutFeatures, InFeatures], InFeatures);
    }

    /// <summary>
    /// Two-dimensional convolution with bias of [C, H, W]; square kernel, zero padding. Weight [out, in, k, k], which flattens
    /// exactly as the linear map after <see cref="Unfold"/>; init U(±1/√(in·k²)) for both.
    /// </summary>
    /// <param name="InChannels">Channels in.</param>
    /// <param name="OutChannels">Channels out.</param>
    /// <param name="Kernel">Side of the kernel.</param>
    /// <param name="Stride">Step.</param>
    /// <param name="Padding">Zeros added on each side.</param>
    public sealed record Conv2d(long InChannels, long OutChannels, long Kernel, long Stride, long Padding) : Operator
    {
        /// <inheritdoc/>
        public override ImmutableArray<ParameterSpec> Parameters() =>
            Affine([OutChannels, InChannels, Kernel, Kernel], (double)InChannels * Kernel * Kernel);
    }

    /// <summary>
    /// Patches to tokens: [C, H, W] to [S = oh·ow, D = C·k²]; tokens row-major over (oh, ow), features channel-major, then kernel
    /// row, then kernel column; oh = ⌊(H + 2p − k)/s⌋ + 1.
    /// </summary>
    /// <param name="Kernel">Side of a patch.</param>
    /// <param name="Stride">Step between patches.</param>
    /// <param name="Padding">Zeros added on each side.</param>
    public sealed record Unfold(long Kernel, long Stride, long Padding) : Operator;

    /// <summary>Reorders the axes: output axis i is input axis <c>Axes[i − 1]</c>.</summary>
    /// <param name="Axes">A permutation of 1 … rank.</param>
    public sealed record Permute(ImmutableArray<int> Axes) : Operator
    {
        /// <inheritdoc/>
        public bool Equals(Permute? other) => other is not null && Axes.AsSpan().SequenceEqual(other.Axes.AsSpan());

        /// <inheritdoc/>
        public override int GetHashCode() => Axes.Aggregate(17, (hash, axis) => (hash * 31) + axis);
    }

    /// <summary>Gives the same elements, in row-major order, another shape.</summary>
    /// <param name="Shape">The new shape, with the same number of elements.</param>
    public sealed record Reshape(TensorShape Shape) : Operator;

    /// <summary>Cuts an axis into equal consecutive chunks; has <paramref name="Parts"/> outputs.</summary>
    /// <param name="Axis">The axis, from 1.</param>
    /// <param name="Parts">The number of chunks; divides the axis' size.</param>
    public sealed record Split(int Axis, int Parts) : Operator;

    /// <summary>Joins all inputs along an axis.</summary>
    /// <param name="Axis">The axis, from 1.</param>
    public sealed record Concat(int Axis) : Operator;

    /// <summary>Sums all inputs element by element; sizes are equal, or 1 where they are stretched.</summary>
    public sealed record Add : Operator;

    /// <summary>Multiplies two inputs element by element; sizes are equal, or 1 where they are stretched.</summary>
    public sealed record Multiply : Operator;

    /// <summary>Multiplies by a constant.</summary>
    /// <param name="Factor">The constant.</param>
    public sealed record Scale(double Factor) : Operator;

    /// <summary>Matrix product of two inputs over their last two axes, leading axes equal or 1 where they are stretched.</summary>
    public sealed record MatMul : Operator;

    /// <summary>Softmax over the last axis.</summary>
    public sealed record Softmax : Operator;

    /// <summary>x where x is positive, otherwise <paramref name="Slope"/>·x. Slope 0 is the rectifier.</summary>
    /// <param name="Slope">The slope of the negative side.</param>
    public sealed record LeakyRelu(double Slope) : Operator;

    /// <summary>Maximum of k×k patches of [C, H, W], padded with −∞.</summary>
    /// <param name="Kernel">Side of a patch.</param>
    /// <param name="Stride">Step between patches.</param>
    /// <param name="Padding">Added on each side.</param>
    public sealed record MaxPool2d(long Kernel, long Stride, long Padding) : Operator;

    /// <summary>
    /// Normalises axis 1 of [C, H, W] over batch, H and W; scale 1 and shift 0 at first, eps 1e-5; the running statistics are
    /// buffers with momentum 0.1, mean 0 and variance 1 at first.
    /// </summary>
    /// <param name="Channels">Size of axis 1.</param>
    public sealed record BatchNorm(long Channels) : Operator
    {
        /// <inheritdoc/>
        public override ImmutableArray<ParameterSpec> Parameters() =>
        [
            .. ScaleAndShift(Channels),
            new(ParameterRole.RunningMean, [Channels], new(InitialiserKind.Constant, 0), IsTrained: false),
            new(ParameterRole.RunningVariance, [Channels], new(InitialiserKind.Constant, 1), IsTrained: false),
        ];
    }

    /// <summary>Normalises the last axis; scale 1 and shift 0 at first, eps 1e-5.</summary>
    /// <param name="Features">Size of the last axis.</param>
    public sealed record LayerNorm(long Features) : Operator
    {
        /// <inheritdoc/>
        public override ImmutableArray<ParameterSpec> Parameters() => ScaleAndShift(Features);
    }

    /// <summary>A learned tensor, the same for every example of the batch; has no input. Init N(0, 1).</summary>
    /// <param name="Shape">Its shape, without the batch axis.</param>
    public sealed record Parameter(TensorShape Shape) : Operator
    {
        /// <inheritdoc/>
        public override ImmutableArray<ParameterSpec> Parameters() =>
            [new(ParameterRole.Value, Shape.Sizes, new(InitialiserKind.Normal, 1), IsTrained: true)];
    }

    /// <summary>Mean over axes, which disappear.</summary>
    /// <param name="Axes">The axes, from 1, ascending.</param>
    public sealed record Mean(ImmutableArray<int> Axes) : Operator
    {
        /// <inheritdoc/>
        public bool Equals(Mean? other) => other is not null && Axes.AsSpan().SequenceEqual(other.Axes.AsSpan());

        /// <inheritdoc/>
        public override int GetHashCode() => Axes.Aggregate(17, (hash, axis) => (hash * 31) + axis);
    }

    /// <summary>
    /// Runs a block of the graph with parameters of its own: the calls of one block share its structure, never its parameters,
    /// which the calling node's path tells apart.
    /// </summary>
    /// <param name="Block">Index into <see cref="ComputationGraph.Blocks"/>, smaller than that of the calling block.</param>
    public sealed record Call(int Block) : Operator;
}
