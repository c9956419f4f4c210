using System.Collections.Immutable;
using Einspace.Sdk;
using Einspace.Sdk.Data;
using Einspace.UnseenNas.Npy;

namespace Einspace.UnseenNas.NasBench360;

/// <summary>
/// NinaPro's files, three of examples and three of labels. The arrays are examples × 52 points in time × 16 electrodes, and an
/// image has the electrodes as its rows, as NAS-Bench-360's load_data.py turns it.
/// </summary>
internal sealed class NinaProFiles : IOriginals
{
    private const int Electrodes = 16, Times = 52;

    /// <inheritdoc/>
    public string Expected => string.Join(", ", Names);

    private static IEnumerable<string> Names => ((string[])["ninapro", "label"]).SelectMany(_ => Splits, (prefix, split) => $"{prefix}_{split}.npy");

    private static string[] Splits => ["train", "val", "test"];

    /// <inheritdoc/>
    public ImmutableArray<string> Find(string folder) => Names.Any(name => File.Exists(Path.Combine(folder, name))) ? [.. Names] : [];

    /// <inheritdoc/>
    public OriginalSplit Open(string folder, DataSplit split)
    {
        NpyFile examples = NpyFile.Open(Path.Combine(folder, $"ninapro_{Splits[(int)split]}.npy"));
        try
        {
            IRows images = Images(examples);
            NpyFile labels = NpyFile.Open(Path.Combine(folder, $"label_{Splits[(int)split]}.npy"));
            if (labels.Header.Shape.Length == 1 && labels.Rows == images.Rows)
                return new OriginalSplit(images, labels, examples, labels);
            labels.Dispose();
            throw new InputException($"{labels.Path} has the shape {labels.Header.ShapeText}; one label for each of the {images.Rows} examples of {examples.Path} was expected.");
        }
        catch (InputException)
        {
            examples.Dispose();
            throw;
        }
    }

    private static IRows Images(NpyFile examples) => examples.Header.Shape.AsSpan() switch
    {
        [> 0, Times, Electrodes] => new TransposedRows(examples, Electrodes),
        [> 0, Electrodes, Times] => examples,
        _ => throw new InputException($"{examples.Path} has the shape {examples.Header.ShapeText}; examples × {Times} × {Electrodes} was expected."),
    };
}
