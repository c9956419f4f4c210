using System.Globalization;
using Einspace.Sdk.Graphs;

namespace Einspace.Fidelity.Tests.Vectors;

/// <summary>What a seed is on one input.</summary>
/// <param name="Input">The input's shape without batch, an image or tokens by its rank.</param>
/// <param name="Error">Why the reference could not make it; null where it could, and then all others are there.</param>
/// <param name="Output">The shape after the backbone, without batch.</param>
/// <param name="OutputMode"><c>im</c> or <c>col</c>.</param>
/// <param name="Parameters">Number of parameters of the backbone.</param>
/// <param name="ParametersWithHead">The same with a head for 20 classes.</param>
/// <param name="Depth">The largest depth of a terminal.</param>
internal sealed record RecordedSeedInput(
    TensorShape Input, string? Error, TensorShape? Output, string? OutputMode, long Parameters, long ParametersWithHead, int Depth)
{
    /// <summary>The key is the input's shape: <c>N,3,28,28</c>.</summary>
    public static RecordedSeedInput Read(string key, VectorValue value)
    {
        TensorShape input = ReadInput(key, value);
        if (value.Find("error") is { } error)
            return new RecordedSeedInput(input, error.Text(), null, null, 0, 0, 0);
        return new RecordedSeedInput(
            input,
            null,
            value["output_shape"].ShapeAfterBatch(),
            value["output_mode"].Text(),
            value["params_backbone"].Whole(),
            value["params_with_head20"].Whole(),
            (int)value["max_depth"].Whole());
    }

    private static TensorShape ReadInput(string key, VectorValue value)
    {
        List<long> sizes = [];
        foreach (string part in key.Split(',').Skip(1))
        {
            if (!long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out long size) || size == 0)
                throw new DamagedVectorException($"{value.Where}: expected an input such as 'N,3,28,28'; found '{key}'.");
            sizes.Add(size);
        }

        return sizes.Count is 2 or 3
            ? new TensorShape([.. sizes])
            : throw new DamagedVectorException($"{value.Where}: expected an input such as 'N,3,28,28' or 'N,49,48'; found '{key}'.");
    }
}
