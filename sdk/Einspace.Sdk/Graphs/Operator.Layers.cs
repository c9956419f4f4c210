using System.Collections.Immutable;

namespace Einspace.Sdk.Graphs;

/// <content>Operators that own parameters.</content>
public abstract partial record Operator
{
    /// <summary>Affine map of the last axis, any rank: <c>y = x·Wᵀ + b</c>, W of shape [out, in]. Init U(±1/√in) for both.</summary>
    /// <param name="InFeatures">Size of the input's last axis.</param>
    /// <param name="OutFeatures">Size of the output's last axis.</param>
    public sealed record Linear(long InFeatures, long OutFeatures) : Operator
    {
        internal override string Text => $"linear({InFeatures},{OutFeatures})";

        internal override UInt128 MultiplyAdds(ReadOnlySpan<TensorShape> inputs, TensorShape output) =>
            Saturating.Multiply(output.Elements, (UInt128)InFeatures);

        private protected override Inference Infer(ReadOnlySpan<TensorShape> inputs) =>
            inputs[0].Rank < 1 || inputs[0][inputs[0].Rank] != InFeatures ? Inference.Refuse($"a last axis of size {InFeatures}")
            : OutFeatures < 1 ? Inference.Refuse("at least 1 feature out")
            : inputs[0].With(inputs[0].Rank, OutFeatures);

        /// <inheritdoc/>
        public override ImmutableArray<ParameterSpec> Parameters() =>
            WeightAndBias([OutFeatures, InFeatures], OutFeatures, InFeatures);
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
        internal override string Text => $"conv2d({InChannels},{OutChannels},{Kernel},{Stride},{Padding})";

        private UInt128 FanIn => Saturating.Multiply((UInt128)InChannels, Saturating.Multiply((UInt128)Kernel, (UInt128)Kernel));

        internal override UInt128 MultiplyAdds(ReadOnlySpan<TensorShape> inputs, TensorShape output) =>
            Saturating.Multiply(output.Elements, FanIn);

        private protected override Inference Infer(ReadOnlySpan<TensorShape> inputs) =>
            Windows(inputs[0], Kernel, Stride, Padding, out long height, out long width) is { } expected ? Inference.Refuse(expected)
            : inputs[0][1] != InChannels ? Inference.Refuse($"{InChannels} channels")
            : OutChannels < 1 ? Inference.Refuse("at least 1 channel out")
            : new TensorShape(OutChannels, height, width);

        /// <inheritdoc/>
        public override ImmutableArray<ParameterSpec> Parameters() =>
            WeightAndBias([OutChannels, InChannels, Kernel, Kernel], OutChannels, (double)FanIn);
    }

    /// <summary>
    /// One-dimensional convolution with bias of [C, L] along axis 2, step 1, zeros added on both sides: [C', L + before + after − k
    /// + 1]. Weight [out, in, k]; init U(±1/√(in·k)) for both.
    /// </summary>
    /// <param name="InChannels">Channels in.</param>
    /// <param name="OutChannels">Channels out.</param>
    /// <param name="Kernel">Length of the kernel.</param>
    /// <param name="Before">Zeros added before the first element.</param>
    /// <param name="After">Zeros added after the last.</param>
    public sealed record Conv1d(long InChannels, long OutChannels, long Kernel, long Before, long After) : Operator
    {
        internal override string Text => $"conv1d({InChannels},{OutChannels},{Kernel},{Before},{After})";

        private UInt128 FanIn => Saturating.Multiply((UInt128)InChannels, (UInt128)Kernel);

        internal override UInt128 MultiplyAdds(ReadOnlySpan<TensorShape> inputs, TensorShape output) =>
            Saturating.Multiply(output.Elements, FanIn);

        private protected override Inference Infer(ReadOnlySpan<TensorShape> inputs)
        {
            if (Kernel < 1 || Before < 0 || After < 0)
                return Inference.Refuse("a kernel of at least 1 and a padding of at least 0");
            if (inputs[0].Rank != 2 || inputs[0][1] != InChannels)
                return Inference.Refuse($"[C = {InChannels}, L]");
            if (OutChannels < 1)
                return Inference.Refuse("at least 1 channel out");
            long length = checked(inputs[0][2] + Before + After - Kernel + 1);
            return length < 1
                ? Inference.Refuse($"a length of at least {Kernel} with {Before} and {After} zeros added")
                : new TensorShape(OutChannels, length);
        }

        /// <inheritdoc/>
        public override ImmutableArray<ParameterSpec> Parameters() =>
            WeightAndBias([OutChannels, InChannels, Kernel], OutChannels, (double)FanIn);
    }

    /// <summary>
    /// Normalises axis 1 of [C, H, W] over batch, H and W; scale 1 and shift 0 at first, eps 1e-5; the running statistics are
    /// buffers with momentum 0.1, mean 0 and variance 1 at first.
    /// </summary>
    /// <param name="Channels">Size of axis 1.</param>
    public sealed record BatchNorm(long Channels) : Operator
    {
        internal override string Text => $"batch-norm({Channels})";

        private protected override Inference Infer(ReadOnlySpan<TensorShape> inputs) =>
            inputs[0].Rank != 3 || inputs[0][1] != Channels ? Inference.Refuse($"[C = {Channels}, H, W]") : inputs[0];

        /// <inheritdoc/>
        public override ImmutableArray<ParameterSpec> Parameters() =>
        [
            .. ScaleAndShift(Channels),
            new(ParameterRole.RunningMean, [Channels], new(InitialiserKind.Constant, 0), IsTrained: false),
            new(ParameterRole.RunningVariance, [Channels], new(InitialiserKind.Constant, 1), IsTrained: false),
        ];
    }

    /// <summary>
    /// Normalises axis 1 of [C, H, W] over H and W, each example alone, in training and after it; scale 1 and shift 0 at first, eps
    /// 1e-5. An example of one pixel becomes the shift.
    /// </summary>
    /// <param name="Channels">Size of axis 1.</param>
    public sealed record InstanceNorm(long Channels) : Operator
    {
        internal override string Text => $"instance-norm({Channels})";

        private protected override Inference Infer(ReadOnlySpan<TensorShape> inputs) =>
            inputs[0].Rank != 3 || inputs[0][1] != Channels ? Inference.Refuse($"[C = {Channels}, H, W]") : inputs[0];

        /// <inheritdoc/>
        public override ImmutableArray<ParameterSpec> Parameters() => ScaleAndShift(Channels);
    }

    /// <summary>Normalises the last axis; scale 1 and shift 0 at first, eps 1e-5.</summary>
    /// <param name="Features">Size of the last axis.</param>
    public sealed record LayerNorm(long Features) : Operator
    {
        internal override string Text => $"layer-norm({Features})";

        private protected override Inference Infer(ReadOnlySpan<TensorShape> inputs) =>
            inputs[0].Rank < 1 || inputs[0][inputs[0].Rank] != Features ? Inference.Refuse($"a last axis of size {Features}") : inputs[0];

        /// <inheritdoc/>
        public override ImmutableArray<ParameterSpec> Parameters() => ScaleAndShift(Features);
    }

    /// <summary>A learned tensor, the same for every example of the batch; has no input. Init N(0, 1).</summary>
    /// <param name="Shape">Its shape, without the batch axis.</param>
    public sealed record Parameter(TensorShape Shape) : Operator
    {
        internal override string Text => $"parameter({Shape})";

        internal override (int Least, int Most) Arity => (0, 0);

        internal override bool IsView => true;

        private protected override Inference Infer(ReadOnlySpan<TensorShape> inputs) => Shape;

        /// <inheritdoc/>
        public override ImmutableArray<ParameterSpec> Parameters() =>
            [new(ParameterRole.Value, Shape.Sizes, new(InitialiserKind.Normal, 1), IsTrained: true)];
    }

    private static ImmutableArray<ParameterSpec> WeightAndBias(ImmutableArray<long> sizes, long outputs, double fanIn)
    {
        Initialiser uniform = new(InitialiserKind.Uniform, 1 / Math.Sqrt(fanIn));
        return
        [
            new(ParameterRole.Weight, sizes, uniform, IsTrained: true),
            new(ParameterRole.Bias, [outputs], uniform, IsTrained: true),
        ];
    }

    private static ImmutableArray<ParameterSpec> ScaleAndShift(long size) =>
    [
        new(ParameterRole.Scale, [size], new(InitialiserKind.Constant, 1), IsTrained: true),
        new(ParameterRole.Shift, [size], new(InitialiserKind.Constant, 0), IsTrained: true),
    ];
}
