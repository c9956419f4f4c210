namespace Einspace.Fidelity.Tests.Distribution;

/// <summary>What flows into a position: the tensor's axes (the third is 0 for tokens), and what the reference notes beside it.</summary>
/// <param name="A">C, or S.</param>
/// <param name="B">H, or D.</param>
/// <param name="C">W, or 0.</param>
/// <param name="Factor">The branching factor that is known here.</param>
internal readonly record struct Flow(long A, long B, long C, int Factor = 1)
{
    /// <summary>The image that a route's im2col cut, for its postrouting; 0 where there is none.</summary>
    public (long Height, long Width) Image { get; init; }

    /// <summary>The second tensor of an aggregation.</summary>
    public (long A, long B, long C) Second { get; init; }

    public bool IsImage => C != 0;

    public double Elements => (double)A * B * Math.Max(C, 1);

    public long this[int axis] => axis switch { 1 => A, 2 => B, _ => C };

    public Flow With(int axis, long size) => axis switch { 1 => this with { A = size }, 2 => this with { B = size }, _ => this with { C = size } };

    public long SecondAt(int axis) => axis switch { 1 => Second.A, 2 => Second.B, _ => Second.C };
}
