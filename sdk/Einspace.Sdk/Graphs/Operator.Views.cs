using System.Collections.Immutable;

namespace Einspace.Sdk.Graphs;

/// <content>Operators that only move elements, and calls.</content>
public abstract partial record Operator
{
    /// <summary>
    /// Patches to tokens: [C, H, W] to [S = oh·ow, D = C·k²]; tokens row-major over (oh, ow), features channel-major, then kernel
    /// row, then kernel column; oh = ⌊(H + 2p − k)/s⌋ + 1.
    /// </summary>
    /// <param name="Kernel">Side of a patch.</param>
    /// <param name="Stride">Step between patches.</param>
    /// <param name="Padding">Zeros added on each side.</param>
    public sealed record Unfold(long Kernel, long Stride, long Padding) : Operator
    {
        internal override string Text => $"unfold({Kernel},{Stride},{Padding})";

        /// <summary>The grid (oh, ow) of patches.</summary>
        internal (long Height, long Width) Grid(TensorShape input) =>
            (Positions(input[2], Kernel, Stride, Padding), Positions(input[3], Kernel, Stride, Padding));

        private protected override Inference Infer(ReadOnlySpan<TensorShape> inputs) =>
            Windows(inputs[0], Kernel, Stride, Padding, out long height, out long width) is { } expected
                ? Inference.Refuse(expected)
                : new TensorShape(checked(height * width), checked(inputs[0][1] * Kernel * Kernel));
    }

    /// <summary>Reorders the axes: output axis i is input axis <c>Axes[i − 1]</c>.</summary>
    /// <param name="Axes">A permutation of 1 … rank.</param>
    public sealed record Permute(ImmutableArray<int> Axes) : Operator
    {
        internal override string Text => $"permute({Join(Axes)})";

        internal override bool IsView => true;

        /// <inheritdoc/>
        public bool Equals(Permute? other) => other is not null && Axes.AsSpan().SequenceEqual(other.Axes.AsSpan());

        /// <inheritdoc/>
        public override int GetHashCode() => Axes.Aggregate(17, (hash, axis) => (hash * 31) + axis);

        internal override bool IsIdentity(ReadOnlySpan<TensorShape> inputs) =>
            Axes.AsSpan().SequenceEqual(Enumerable.Range(1, Axes.Length).ToArray());

        /// <summary>The one permutation that does what this one does after another.</summary>
        internal Permute After(Permute first)
        {
            ImmutableArray<int> axes = first.Axes;
            return new Permute([.. Axes.Select(axis => axes[axis - 1])]);
        }

        private protected override Inference Infer(ReadOnlySpan<TensorShape> inputs)
        {
            TensorShape x = inputs[0];
            if (x.Rank != Axes.Length || !Axes.Order().SequenceEqual(Enumerable.Range(1, x.Rank)))
                return Inference.Refuse($"{Axes.Length} axes and a permutation of their numbers from 1");
            return new TensorShape([.. Axes.Select(axis => x[axis])]);
        }
    }

    /// <summary>Gives the same elements, in row-major order, another shape.</summary>
    /// <param name="Shape">The new shape, with the same number of elements.</param>
    public sealed record Reshape(TensorShape Shape) : Operator
    {
        internal override string Text => $"reshape({Shape})";

        internal override bool IsView => true;

        internal override bool IsIdentity(ReadOnlySpan<TensorShape> inputs) => inputs[0] == Shape;

        private protected override Inference Infer(ReadOnlySpan<TensorShape> inputs) =>
            inputs[0].Elements == Shape.Elements ? Shape : Inference.Refuse($"{Shape.Elements} elements");
    }

    /// <summary>Cuts an axis into equal consecutive chunks; has <paramref name="Parts"/> outputs.</summary>
    /// <param name="Axis">The axis, from 1.</param>
    /// <param name="Parts">The number of chunks; divides the axis' size.</param>
    public sealed record Split(int Axis, int Parts) : Operator
    {
        internal override string Text => $"split({Axis},{Parts})";

        internal override bool IsView => true;

        internal override bool IsIdentity(ReadOnlySpan<TensorShape> inputs) => Parts == 1;

        private protected override Inference Infer(ReadOnlySpan<TensorShape> inputs)
        {
            TensorShape x = inputs[0];
            if (Axis < 1 || Axis > x.Rank)
                return Inference.Refuse($"an axis {Axis}");
            if (Parts < 1 || x[Axis] % Parts != 0)
                return Inference.Refuse($"a size of axis {Axis} that {Parts} divides");
            return new Inference([.. Enumerable.Repeat(x.With(Axis, x[Axis] / Parts), Parts)], null);
        }
    }

    /// <summary>Joins all inputs along an axis.</summary>
    /// <param name="Axis">The axis, from 1.</param>
    /// <param name="RecordedSize">
    /// The size that the axis is said to have afterwards, where that is not the sum of the inputs' (reference behaviour, Q2):
    /// everything after it is sized by what is said, while all inputs are joined. Such a network may fail when it runs, and its
    /// costs are those of the recorded shapes. Null, the rule: the sum.
    /// </param>
    public sealed record Concat(int Axis, long? RecordedSize = null) : Operator
    {
        internal override string Text => RecordedSize is null ? $"concat({Axis})" : $"concat({Axis},recorded={RecordedSize})";

        internal override (int Least, int Most) Arity => (1, int.MaxValue);

        internal override bool IsIdentity(ReadOnlySpan<TensorShape> inputs) => inputs.Length == 1 && RecordedSize is null;

        private protected override Inference Infer(ReadOnlySpan<TensorShape> inputs)
        {
            TensorShape first = inputs[0];
            if (Axis < 1 || Axis > first.Rank)
                return Inference.Refuse($"an axis {Axis}");
            if (RecordedSize < 1)
                return Inference.Refuse("a recorded size of at least 1");
            long size = first[Axis];
            foreach (TensorShape other in inputs[1..])
            {
                if (other.Rank != first.Rank || other.With(Axis, first[Axis]) != first)
                    return Inference.Refuse($"inputs that differ in axis {Axis} only");
                size = checked(size + other[Axis]);
            }

            return first.With(Axis, RecordedSize ?? size);
        }
    }

    /// <summary>
    /// Runs a block of the graph with parameters of its own: the calls of one block share its structure, never its parameters,
    /// which the calling node's path tells apart.
    /// </summary>
    /// <param name="Block">Index into <see cref="ComputationGraph.Blocks"/>, smaller than that of the calling block.</param>
    public sealed record Call(int Block) : Operator
    {
        internal override string Text => $"call({Block})";

        internal override (int Least, int Most) Arity => (0, int.MaxValue);

        internal override bool IsView => true;

        private protected override Inference Infer(ReadOnlySpan<TensorShape> inputs) =>
            throw new InvalidOperationException("The shapes of a call are those of its block.");
    }
}
