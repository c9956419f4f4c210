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
[JsonDerivedType(typeof(Conv1d), "conv1d")]
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
[JsonDerivedType(typeof(InstanceNorm), "instance-norm")]
[JsonDerivedType(typeof(LayerNorm), "layer-norm")]
[JsonDerivedType(typeof(Parameter), "parameter")]
[JsonDerivedType(typeof(Mean), "mean")]
[JsonDerivedType(typeof(AdaptiveMean), "adaptive-mean")]
[JsonDerivedType(typeof(Call), "call")]
public abstract partial record Operator
{
    private Operator()
    {
    }

    /// <summary>Operator and arguments, injective and never to change: hashes are made of it.</summary>
    internal abstract string Text { get; }

    /// <summary>The least and the largest number of inputs.</summary>
    internal virtual (int Least, int Most) Arity => (1, 1);

    /// <summary>Whether the order of the inputs is of no consequence.</summary>
    internal virtual bool IsCommutative => false;

    /// <summary>Whether no value is computed that the backward pass would keep.</summary>
    internal virtual bool IsView => false;

    /// <summary>
    /// The parameters and buffers that the operator owns, in the order of <see cref="ParameterRole"/>. Linear maps and
    /// convolutions start from U(±1/√fan-in), weight and bias alike (SPEC section 8).
    /// </summary>
    /// <returns>The specifications; none for an operator that learns nothing.</returns>
    public virtual ImmutableArray<ParameterSpec> Parameters() => [];

    /// <summary>Writes the operator with its arguments, for example <c>linear(64,10)</c>.</summary>
    /// <returns>The text.</returns>
    public sealed override string ToString() => Text;

    /// <summary>Applies the shape rule.</summary>
    internal Inference Check(ReadOnlySpan<TensorShape> inputs)
    {
        (int least, int most) = Arity;
        if (inputs.Length < least || inputs.Length > most)
            return Inference.Refuse(least == most ? $"{least} input(s)" : $"at least {least} input(s)");
        try
        {
            return Infer(inputs);
        }
        catch (OverflowException)
        {
            return Inference.Refuse("sizes below 2^63");
        }
    }

    /// <summary>Whether the output would be the only input.</summary>
    internal virtual bool IsIdentity(ReadOnlySpan<TensorShape> inputs) => false;

    /// <summary>Multiply-adds of one example; only linear maps, convolutions and matrix products have any.</summary>
    internal virtual UInt128 MultiplyAdds(ReadOnlySpan<TensorShape> inputs, TensorShape output) => 0;

    /// <summary>The shape rule; arithmetic on sizes is checked, an overflow refuses the inputs.</summary>
    private protected abstract Inference Infer(ReadOnlySpan<TensorShape> inputs);

    private static string Join<T>(ImmutableArray<T> items) => string.Join(',', items);

    /// <summary>Positions of a window along an axis, 0 where it does not fit once.</summary>
    private static long Positions(long size, long kernel, long stride, long padding)
    {
        long room = checked(size + (2 * padding) - kernel);
        return room < 0 ? 0 : (room / stride) + 1;
    }

    /// <summary>Shape rule of windows over [C, H, W]: sizes (oh, ow), or a refusal.</summary>
    private static string? Windows(TensorShape x, long kernel, long stride, long padding, out long height, out long width)
    {
        (height, width) = (0, 0);
        if (kernel < 1 || stride < 1 || padding < 0)
            return "a kernel and a stride of at least 1 and a padding of at least 0";
        if (x.Rank != 3)
            return "[C, H, W]";
        height = Positions(x[2], kernel, stride, padding);
        width = Positions(x[3], kernel, stride, padding);
        return height < 1 || width < 1 ? $"height and width of at least {kernel} with padding {padding} on each side" : null;
    }

    /// <summary>The shape to which all inputs stretch; sizes are equal, or 1 where they are stretched.</summary>
    private static Inference Stretch(ReadOnlySpan<TensorShape> inputs)
    {
        long[] sizes = [.. inputs[0].Sizes];
        foreach (TensorShape input in inputs)
        {
            if (input.Rank != sizes.Length)
                return Inference.Refuse("inputs of one rank");
            for (int i = 0; i < sizes.Length; i++)
            {
                if (sizes[i] != input.Sizes[i] && sizes[i] != 1 && input.Sizes[i] != 1)
                    return Inference.Refuse("equal sizes, or 1 where they are stretched");
                sizes[i] = Math.Max(sizes[i], input.Sizes[i]);
            }
        }

        return new TensorShape(sizes);
    }
}
