using Einspace.Sdk.Plugins;

namespace Einspace.Sdk.Data;

/// <summary>Base of dataset parts: stateless, found by <see cref="ExportDatasetAttribute"/>.</summary>
/// <typeparam name="TOptions">Record of the dataset's options; its defaults are the options' defaults.</typeparam>
public abstract class DatasetFactory<TOptions> : DatasetFactory
    where TOptions : class, new()
{
    /// <inheritdoc/>
    public sealed override Type OptionsType => typeof(TOptions);

    /// <inheritdoc/>
    public sealed override IDataset Create(object options) => Create((TOptions)options);

    /// <summary>Creates the dataset.</summary>
    /// <param name="options">Options, bound and checked.</param>
    /// <returns>The dataset.</returns>
    protected abstract IDataset Create(TOptions options);
}
