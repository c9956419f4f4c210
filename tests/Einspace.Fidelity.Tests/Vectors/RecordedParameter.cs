using System.Collections.Immutable;

namespace Einspace.Fidelity.Tests.Vectors;

/// <summary>A trained tensor of a recorded network.</summary>
/// <param name="Index">Its index k, in execution order.</param>
/// <param name="Role">Layer and role: <c>linear.weight</c>.</param>
/// <param name="Sizes">Its shape; weights of convolutions are flattened to [out, fan-in].</param>
internal sealed record RecordedParameter(int Index, string Role, ImmutableArray<long> Sizes)
{
    public static RecordedParameter Read(VectorValue value) => new(
        (int)value["k"].Whole(), value["role"].Text(), [.. value["shape"].Items().Select(size => size.Whole())]);
}
