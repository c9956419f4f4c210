using Einspace.Sdk.Data;
using Einspace.Sdk.Plugins;
using Einspace.UnseenNas.Folders;
using Einspace.UnseenNas.Tasks;

namespace Einspace.UnseenNas.GeoClassing;

/// <summary>GeoClassing: patches of land seen from a satellite, label = the country.</summary>
[ExportDataset("geoclassing", Description = "GeoClassing: satellite pictures of 3×64×64, label = the country, 10 classes.")]
internal sealed class GeoClassingFactory : DatasetFactory<NoOptions>
{
    /// <inheritdoc/>
    public override DatasetMaker Maker => new GeoClassingMaker();

    /// <inheritdoc/>
    protected override IDataset Create(NoOptions options) => new FolderDataset(PublishedTasks.GeoClassing);
}
