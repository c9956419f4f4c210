using Einspace.Sdk.Graphs;

namespace Einspace.Grammar;

/// <summary>
/// The attributes of einspace: the shape of the tensor that flows, [C, H, W] or [S, D], and what productions tell each other about it.
/// The mode is the rank: permutations change what an axis means, never whether there are two or three.
/// </summary>
/// <param name="Axis1">C, or S of tokens.</param>
/// <param name="Axis2">H, or D of tokens.</param>
/// <param name="Axis3">W; 0 for tokens.</param>
internal readonly record struct EinspaceState(long Axis1, long Axis2, long Axis3)
{
    /// <summary>
    /// A shape of more elements is a failed rule. No memory holds 2^48 numbers (the reference dies long before), and below it no
    /// product in these rules can overflow 64 bits.
    /// </summary>
    private const double MostElements = 1L << 48;

    /// <summary>The second operand's shape, for aggregations.</summary>
    public long Other1 { get; init; }

    /// <inheritdoc cref="Other1"/>
    public long Other2 { get; init; }

    /// <inheritdoc cref="Other1"/>
    public long Other3 { get; init; }

    /// <summary>Height of the image that a routing's im2col cut into patches, for its col2im; 0 where there is none.</summary>
    public long ImageHeight { get; init; }

    /// <summary>Its width.</summary>
    public long ImageWidth { get; init; }

    /// <summary>The branching factor, from a branching function to its aggregation, unless it is forgotten on the way (Q8).</summary>
    public int Branches { get; init; }

    /// <summary>How many tensors an aggregation gets, whatever the branching factor says.</summary>
    public int Arity { get; init; }

    public bool IsImage => Axis3 != 0;

    public int Rank => IsImage ? 3 : 2;

    public bool HasImage => ImageHeight != 0;

    /// <summary>The last axis, on which linear maps, softmax and layer normalisation work.</summary>
    public int LastAxis => Rank;

    /// <summary>Whether both operands have the same shape.</summary>
    public bool OperandsAreEqual => Axis1 == Other1 && Axis2 == Other2 && Axis3 == Other3;

    /// <summary>Whether both operands have as many axes.</summary>
    public bool OperandsHaveEqualRank => IsImage == (Other3 != 0);

    public TensorShape Shape => IsImage ? new TensorShape(Axis1, Axis2, Axis3) : new TensorShape(Axis1, Axis2);

    /// <summary>Whether the shape can be counted with; see <see cref="MostElements"/>.</summary>
    public bool IsPossible => (double)Axis1 * Axis2 * Math.Max(Axis3, 1) <= MostElements;

    public long this[int axis] => axis switch { 1 => Axis1, 2 => Axis2, _ => Axis3 };

    public static EinspaceState Of(TensorShape shape) =>
        new(shape[1], shape[2], shape.Rank == 3 ? shape[3] : 0) { Branches = 1 };

    /// <summary>The same with one axis' size replaced.</summary>
    public EinspaceState With(int axis, long size) => axis switch
    {
        1 => this with { Axis1 = size },
        2 => this with { Axis2 = size },
        _ => this with { Axis3 = size },
    };

    /// <summary>The same with another tensor as second operand.</summary>
    public EinspaceState WithOther(in EinspaceState other) =>
        this with { Other1 = other.Axis1, Other2 = other.Axis2, Other3 = other.Axis3 };

    /// <summary>The same without an image to go back to.</summary>
    public EinspaceState WithoutImage() => this with { ImageHeight = 0, ImageWidth = 0 };

    /// <summary>The shape, for messages.</summary>
    public override string ToString() =>
        Other1 == 0 ? $"{Shape}" : $"{Arity} tensors, {Shape} and {new EinspaceState(Other1, Other2, Other3).Shape}";
}
