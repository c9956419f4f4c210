using Einspace.Sdk.Plugins;

namespace Einspace.Sdk.Data;

/// <summary>The part that a plugin exports for a dataset; derive from <see cref="DatasetFactory{TOptions}"/>.</summary>
public abstract class DatasetFactory : PartFactory
{
    /// <summary>Creates the dataset.</summary>
    /// <param name="options">Options, bound and checked against <see cref="PartFactory.OptionsType"/>.</param>
    /// <returns>The dataset; also an <see cref="IDatasetMaker"/> where it can be made from public sources.</returns>
    public abstract IDataset Create(object options);
}
