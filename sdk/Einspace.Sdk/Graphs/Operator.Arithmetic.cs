using System.Collections.Immutable;
using System.Globalization;

namespace Einspace.Sdk.Graphs;

/// <content>Operators that compute and own no parameters.</content>
public abstract partial record Operator
{
    /// <summary>Sums all inputs element by element; sizes are equal, or 1 where they are stretched.</summary>
    public sealed record Add : Operator
    {
        internal override string Text => "add";

        internal override (int Least, int Most) Arity => (1, int.MaxValue);

        internal override bool IsCommutative => true;

        internal override bool IsIdentity(ReadOnlySpan<TensorShape> inputs) => inputs.Length == 1;

        private protected override Inference Infer(ReadOnlySpan<TensorShape> inputs) => Stretch(inputs);
    }

    /// <summary>Multiplies two inputs element by element; sizes are equal, or 1 where they are stretched.</summary>
    public sealed record Multiply : Operator
    {
        internal override string Text => "multiply";

        internal override (int Least, int Most) Arity => (2, 2);

        internal override bool IsCommutative => true;

        private protected override Inference Infer(ReadOnlySpan<TensorShape> inputs) => Stretch(inputs);
    }

    /// <summary>Multiplies by a constant.</summary>
    /// <param name="Factor">The constant.</param>
    public sealed record Scale(double Factor) : Operator
    {
        internal override string Text => string.Create(CultureInfo.InvariantCulture, $"scale({Factor:R})");

        internal override bool IsIdentity(ReadOnlySpan<TensorShape> inputs) => Factor == 1;

        private protected override Inference Infer(ReadOnlySpan<TensorShape> inputs) =>
            double.IsFinite(Factor) ? inputs[0] : Inference.Refuse("a finite factor");
    }

    /// <summary>Matrix product of two inputs over their last two axes, leading axes equal or 1 where they are stretched.</summary>
    public sealed record MatMul : Operator
    {
        internal override string Text => "matmul";

        internal override (int Least, int Most) Arity => (2, 2);

        internal override UInt128 MultiplyAdds(ReadOnlySpan<TensorShape> inputs, TensorShape output) =>
            Saturating.Multiply(output.Elements, (UInt128)inputs[0][inputs[0].Rank]);

        private protected override Inference Infer(ReadOnlySpan<TensorShape> inputs)
        {
            (TensorShape a, TensorShape b) = (inputs[0], inputs[1]);
            int rank = a.Rank;
            if (rank < 2 || b.Rank != rank)
                return Inference.Refuse("two inputs of one rank, at least 2");
            if (a[rank] != b[rank - 1])
                return Inference.Refuse("as many columns in the first as rows in the second");
            Inference leading = Stretch([a.With(rank - 1, 1).With(rank, 1), b.With(rank - 1, 1).With(rank, 1)]);
            return leading.Expected is null ? leading.Outputs[0].With(rank - 1, a[rank - 1]).With(rank, b[rank]) : leading;
        }
    }

    /// <summary>Softmax over the last axis.</summary>
    public sealed record Softmax : Operator
    {
        internal override string Text => "softmax";

        private protected override Inference Infer(ReadOnlySpan<TensorShape> inputs) =>
            inputs[0].Rank < 1 ? Inference.Refuse("at least one axis") : inputs[0];
    }

    /// <summary>x where x is positive, otherwise <paramref name="Slope"/>·x. Slope 0 is the rectifier.</summary>
    /// <param name="Slope">The slope of the negative side.</param>
    public sealed record LeakyRelu(double Slope) : Operator
    {
        internal override string Text => string.Create(CultureInfo.InvariantCulture, $"leaky-relu({Slope:R})");

        internal override bool IsIdentity(ReadOnlySpan<TensorShape> inputs) => Slope == 1;

        private protected override Inference Infer(ReadOnlySpan<TensorShape> inputs) =>
            double.IsFinite(Slope) ? inputs[0] : Inference.Refuse("a finite slope");
    }

    /// <summary>Maximum of k×k patches of [C, H, W], padded with −∞.</summary>
    /// <param name="Kernel">Side of a patch.</param>
    /// <param name="Stride">Step between patches.</param>
    /// <param name="Padding">Added on each side, at most half the kernel.</param>
    public sealed record MaxPool2d(long Kernel, long Stride, long Padding) : Operator
    {
        internal override string Text => $"max-pool2d({Kernel},{Stride},{Padding})";

        internal override bool IsIdentity(ReadOnlySpan<TensorShape> inputs) => (Kernel, Stride) == (1, 1);

        private protected override Inference Infer(ReadOnlySpan<TensorShape> inputs) =>
            Windows(inputs[0], Kernel, Stride, Padding, out long height, out long width) is { } expected ? Inference.Refuse(expected)
            : Padding > Kernel / 2 ? Inference.Refuse("a padding of at most half the kernel")
            : new TensorShape(inputs[0][1], height, width);
    }

    /// <summary>
    /// Brings the last two axes, H and W, to given sizes h and w: position i of the first is the mean over the rows from ⌊i·H/h⌋ to
    /// before ⌈(i + 1)·H/h⌉, and columns likewise. Windows overlap where sizes don't divide, and repeat rows where h is larger.
    /// </summary>
    /// <param name="Height">h, at least 1.</param>
    /// <param name="Width">w, at least 1.</param>
    public sealed record AdaptiveMean(long Height, long Width) : Operator
    {
        internal override string Text => $"adaptive-mean({Height},{Width})";

        internal override bool IsIdentity(ReadOnlySpan<TensorShape> inputs) => Height == inputs[0][inputs[0].Rank - 1] && Width == inputs[0][inputs[0].Rank];

        private protected override Inference Infer(ReadOnlySpan<TensorShape> inputs)
        {
            TensorShape x = inputs[0];
            return Height < 1 || Width < 1 ? Inference.Refuse("a height and a width of at least 1")
                : x.Rank is not (2 or 3) ? Inference.Refuse("[C, H, W] or [H, W]")
                : x.With(x.Rank - 1, Height).With(x.Rank, Width);
        }
    }

    /// <summary>Mean over axes, which disappear.</summary>
    /// <param name="Axes">The axes, from 1, ascending.</param>
    public sealed record Mean(ImmutableArray<int> Axes) : Operator
    {
        internal override string Text => $"mean({Join(Axes)})";

        /// <inheritdoc/>
        public bool Equals(Mean? other) => other is not null && Axes.AsSpan().SequenceEqual(other.Axes.AsSpan());

        /// <inheritdoc/>
        public override int GetHashCode() => Axes.Aggregate(17, (hash, axis) => (hash * 31) + axis);

        internal override bool IsIdentity(ReadOnlySpan<TensorShape> inputs) => Axes.Length == 0;

        private protected override Inference Infer(ReadOnlySpan<TensorShape> inputs)
        {
            TensorShape x = inputs[0];
            for (int i = 0; i < Axes.Length; i++)
            {
                if (Axes[i] < 1 || Axes[i] > x.Rank || (i > 0 && Axes[i] <= Axes[i - 1]))
                    return Inference.Refuse($"the axes {Join(Axes)}, ascending");
            }

            return new TensorShape([.. Enumerable.Range(1, x.Rank).Where(axis => !Axes.Contains(axis)).Select(axis => x[axis])]);
        }
    }
}
