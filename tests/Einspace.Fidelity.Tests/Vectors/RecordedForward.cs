using System.Collections.Immutable;
using Einspace.Sdk.Graphs;

namespace Einspace.Fidelity.Tests.Vectors;

/// <summary>
/// A sample's backbone in inference, on eight examples, with parameters and input by the rule of SPEC section 14, float32.
/// </summary>
/// <param name="Output">The executed shape without batch.</param>
/// <param name="Mean">Mean of all outputs.</param>
/// <param name="MeanOfAbsolutes">Mean of their absolute values.</param>
/// <param name="StandardDeviation">Of all outputs.</param>
/// <param name="Least">The smallest output.</param>
/// <param name="Greatest">The largest output.</param>
/// <param name="First">The first four outputs.</param>
/// <param name="Last">The last output.</param>
internal sealed record RecordedForward(
    TensorShape Output,
    double Mean,
    double MeanOfAbsolutes,
    double StandardDeviation,
    double Least,
    double Greatest,
    ImmutableArray<double> First,
    double Last)
{
    /// <summary>Null where the reference skipped the pass or failed in it.</summary>
    public static RecordedForward? Read(VectorValue value) => value.Find("checksum") is { } checksum
        ? new RecordedForward(
            value["actual_output_shape"].ShapeAfterBatch(),
            checksum["mean"].Number(),
            checksum["mean_abs"].Number(),
            checksum["std"].Number(),
            checksum["min"].Number(),
            checksum["max"].Number(),
            checksum["first"].Numbers(),
            checksum["last"].Number())
        : null;
}
