namespace Einspace.Sdk.Data;

/// <summary>Base of makers of datasets.</summary>
/// <typeparam name="TOptions">Record of the maker's options; its defaults are the options' defaults.</typeparam>
public abstract class DatasetMaker<TOptions> : DatasetMaker
    where TOptions : class, new()
{
    /// <inheritdoc/>
    public sealed override Type OptionsType => typeof(TOptions);

    /// <inheritdoc/>
    public sealed override void Make(DatasetRecipe recipe, object options, string folder, IProgress<ProgressStep>? progress, CancellationToken cancellation) =>
        Make(recipe, (TOptions)options, folder, progress, cancellation);

    /// <summary>
    /// Makes the dataset: same sources, sizes, options and seed give the same bytes; written atomically, with a provenance record.
    /// </summary>
    /// <param name="recipe">Sources, sizes, seed.</param>
    /// <param name="options">Options, bound and checked.</param>
    /// <param name="folder">Where to write; must not exist yet, or be empty.</param>
    /// <param name="progress">Told what is being done, with the share done; may be null.</param>
    /// <param name="cancellation">Stops the work and leaves nothing behind.</param>
    /// <exception cref="Einspace.Sdk.InputException">A source is missing or wrong, or a size cannot be met; the sentence names it.</exception>
    protected abstract void Make(DatasetRecipe recipe, TOptions options, string folder, IProgress<ProgressStep>? progress, CancellationToken cancellation);
}
