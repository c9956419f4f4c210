using Einspace.Sdk.Data;
using Einspace.Sdk.Plugins;
using Einspace.UnseenNas.Folders;
using Einspace.UnseenNas.Tasks;

namespace Einspace.UnseenNas.CifarTile;

/// <summary>CIFARTile: four pictures of CIFAR-10 in a square, label = how many kinds of things they show − 1.</summary>
[ExportDataset("cifartile", Description = "CIFARTile: four CIFAR-10 pictures as tiles of 3×64×64, label = how many kinds of things they show − 1, 4 classes.")]
internal sealed class CifarTileFactory : DatasetFactory<NoOptions>
{
    /// <inheritdoc/>
    public override DatasetMaker Maker => new CifarTileMaker();

    /// <inheritdoc/>
    protected override IDataset Create(NoOptions options) => new FolderDataset(PublishedTasks.CifarTile);
}
