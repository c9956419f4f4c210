using System.Collections.Immutable;
using Einspace.Sdk;
using Einspace.Sdk.Data;
using Einspace.UnseenNas.Npy;

namespace Einspace.UnseenNas.NasBench360;

/// <summary>
/// DeepSEA's file, six arrays: of examples × 1,000 bases × which of four it is, and of examples × 36 labels. An example is a picture of
/// four channels, one pixel high, as NAS-Bench-360's load_data.py turns it.
/// </summary>
internal sealed class DeepSeaFile : IOriginals
{
    private const string Name = "deepsea_filtered.npz";
    private const int Length = 1000, Bases = 4, Labels = 36;

    /// <inheritdoc/>
    public string Expected => Name;

    /// <inheritdoc/>
    public ImmutableArray<string> Find(string folder) => File.Exists(Path.Combine(folder, Name)) ? [Name] : [];

    /// <inheritdoc/>
    public OriginalSplit Open(string folder, DataSplit split)
    {
        string path = Path.Combine(folder, Name), suffix = split switch
        {
            DataSplit.Train => "train",
            DataSplit.Validation => "val",
            _ => "test",
        };
        NpyFile examples = NpzFile.Read(path, $"x_{suffix}");
        try
        {
            if (examples.Header.Shape.AsSpan() is not [> 0, Length, Bases])
                throw new InputException($"{examples.Path} has the shape {examples.Header.ShapeText}; examples × {Length} × {Bases} was expected.");
            NpyFile labels = NpzFile.Read(path, $"y_{suffix}");
            if (labels.Header.Shape.AsSpan() is [var count, Labels] && count == examples.Rows)
                return new OriginalSplit(new TransposedRows(examples, Bases), labels, examples, labels);
            labels.Dispose();
            throw new InputException($"{labels.Path} has the shape {labels.Header.ShapeText}; {examples.Rows} × {Labels} was expected, as many labels for each example.");
        }
        catch (InputException)
        {
            examples.Dispose();
            throw;
        }
    }
}
