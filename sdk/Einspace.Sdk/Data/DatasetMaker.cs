using Einspace.Sdk.Plugins;

namespace Einspace.Sdk.Data;

/// <summary>
/// Makes a dataset from public sources (<c>data make</c>); given by <see cref="DatasetFactory.Maker"/>. Derive from
/// <see cref="DatasetMaker{TOptions}"/>. Stateless.
/// </summary>
public abstract class DatasetMaker
{
    /// <summary>
    /// The record that <see cref="OptionBinder"/> binds the maker's options to. They say how data are made, not how they are read,
    /// and so are no options of the dataset.
    /// </summary>
    public abstract Type OptionsType { get; }

    /// <summary>
    /// Makes the dataset: same sources, sizes, options and seed give the same bytes; written atomically, with a provenance record.
    /// </summary>
    /// <param name="recipe">Sources, sizes, seed.</param>
    /// <param name="options">Options, bound and checked against <see cref="OptionsType"/>.</param>
    /// <param name="folder">Where to write; must not exist yet, or be empty.</param>
    /// <param name="progress">Told what is being done, with the share done; may be null.</param>
    /// <param name="cancellation">Stops the work and leaves nothing behind.</param>
    /// <exception cref="InputException">A source is missing or wrong, or a size cannot be met; the sentence names it.</exception>
    public abstract void Make(DatasetRecipe recipe, object options, string folder, IProgress<ProgressStep>? progress, CancellationToken cancellation);
}
