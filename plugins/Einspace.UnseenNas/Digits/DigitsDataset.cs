using System.Collections.Immutable;
using Einspace.Sdk;
using Einspace.Sdk.Data;
using Einspace.Sdk.Evaluation;
using Einspace.UnseenNas.Folders;
using Einspace.UnseenNas.Making;
using Einspace.UnseenNas.Triples;

namespace Einspace.UnseenNas.Digits;

/// <summary>
/// The task <c>digits</c>: AddNIST's rule on digits that are drawn by strokes. Data of other sizes or seeds lie side by side in
/// the folder that the host gives, each in a folder of its own in the official format, so that running studies don't lose theirs.
/// </summary>
/// <param name="options">Sizes and seed.</param>
internal sealed class DigitsDataset(DigitsOptions options) : IDataset, IDescribedDataset
{
    // Raised whenever the same options would give other bytes.
    private const int Version = 1;

    private static readonly ImmutableArray<long> Shape = [3, 28, 28];
    private static readonly FolderDataset Files = new("digits");

    /// <inheritdoc/>
    public bool NeedsFolder => false;

    /// <inheritdoc/>
    public PreparedTask Prepare(string folder, IProgress<ProgressStep>? progress, CancellationToken cancellation)
    {
        string drawn = Folder(folder);
        if (!Directory.Exists(drawn))
        {
            try
            {
                FolderWriter.Write(drawn, progress, part => Draw(part, progress, cancellation));
            }
            catch (InputException) when (Directory.Exists(drawn))
            {
                // Another process drew the same meanwhile.
            }
        }

        return Files.Prepare(drawn, progress, cancellation);
    }

    /// <inheritdoc/>
    public ITaskData Open(string folder, Purpose purpose) => Files.Open(Folder(folder), purpose);

    /// <inheritdoc/>
    public IReadOnlyList<string> Check(string folder) => Files.Check(Folder(folder));

    /// <inheritdoc/>
    public DatasetDescription Describe(string folder, IProgress<ProgressStep>? progress, CancellationToken cancellation) =>
        Files.Describe(Folder(folder), progress, cancellation) with { Likeness = "Drawn digits, with AddNIST's shape and rule.", Remarks = [] };

    /// <inheritdoc/>
    public string? TextOf(ReadOnlySpan<float> example) => null;

    private string Folder(string folder) =>
        Path.Combine(folder, $"digits-v{Version}-{options.Train}-{options.Validation}-{options.Test}-s{options.Seed}");

    private void Draw(string folder, IProgress<ProgressStep>? progress, CancellationToken cancellation)
    {
        double done = 0, total = (double)options.Train + options.Validation + options.Test;
        TripleComposer composer = new(DigitRule.Sum);
        foreach ((DataSplit split, int count) in new[] { (DataSplit.Train, options.Train), (DataSplit.Validation, options.Validation), (DataSplit.Test, options.Test) })
        {
            using ExampleWriter writer = new(folder, split, count, Shape, examples => progress?.Report(new("drawing digits", (done += examples) / total)), cancellation);
            composer.Write(writer, RandomStream.Derive(options.Seed, "digits/examples", (ulong)split), new DigitPen().Draw);
            writer.Complete();
        }

        new FolderMetadata(DigitRule.Sum.ByClass.Length, Shape, null, null).Write(folder, options.Train);
    }
}
