using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Einspace.Sdk;
using Einspace.Sdk.Data;
using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Graphs;

namespace Company_Plugin;

/// <summary>Stripes of four directions under noise, images of 1 × 12 × 12. Drawn when they are asked for: there are no files.</summary>
internal sealed class Stripes(StripesOptions options) : IDataset
{
    public const int Side = 12;

    public static TaskSpec Spec { get; } =
        new("company-plugin-id", new TensorShape(1, Side, Side), InputMode.Image, classes: 4);

    public bool NeedsFolder => false;

    public PreparedTask Prepare(string folder, IProgress<ProgressStep>? progress, CancellationToken cancellation)
    {
        // Differs whenever the examples do: studies of different data are not compared, and none is resumed with others.
        string data = string.Create(CultureInfo.InvariantCulture, $"1 {options}");
        return new PreparedTask(Spec, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(data))));
    }

    public ITaskData Open(string folder, Purpose purpose) => new StripesData(options, purpose);

    public IReadOnlyList<string> Check(string folder) => [];
}
