namespace Einspace.Sdk.Data;

/// <summary>A dataset that can be made from public sources (<c>data make</c>). Implemented beside <see cref="IDataset"/>.</summary>
public interface IDatasetMaker
{
    /// <summary>Makes the dataset: same sources, sizes and seed give the same bytes; written atomically, with a provenance record.</summary>
    /// <param name="recipe">Sources, sizes, seed.</param>
    /// <param name="folder">Where to write; must not exist yet, or be empty.</param>
    /// <param name="progress">Told what is being done, with the share done; may be null.</param>
    /// <param name="cancellation">Stops the work and leaves nothing behind.</param>
    /// <exception cref="InputException">A source is missing or wrong, or a size cannot be met; the sentence names it.</exception>
    void Make(DatasetRecipe recipe, string folder, IProgress<ProgressStep>? progress, CancellationToken cancellation);
}
