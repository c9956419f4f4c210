namespace Einspace.Sdk;

/// <summary>The complete state of a <see cref="RandomStream"/>, so that a checkpoint can continue the stream exactly.</summary>
/// <param name="S0">First state word of xoshiro256**.</param>
/// <param name="S1">Second state word.</param>
/// <param name="S2">Third state word.</param>
/// <param name="S3">Fourth state word.</param>
public readonly record struct RandomState(ulong S0, ulong S1, ulong S2, ulong S3);
