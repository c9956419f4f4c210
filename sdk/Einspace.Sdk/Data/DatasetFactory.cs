using Einspace.Sdk.Plugins;

namespace Einspace.Sdk.Data;

/// <summary>The part that a plugin exports for a dataset; derive from <see cref="DatasetFactory{TOptions}"/>.</summary>
public abstract class DatasetFactory : PartFactory
{
    /// <summary>What makes the data from public sources; null where nothing does.</summary>
    public virtual DatasetMaker? Maker => null;

    /// <summary>Creates the dataset.</summary>
    /// <param name="options">Options, bound and checked against <see cref="PartFactory.OptionsType"/>.</param>
    /// <returns>The dataset.</returns>
    public abstract IDataset Create(object options);
}
