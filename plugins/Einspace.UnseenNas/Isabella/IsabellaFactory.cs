using Einspace.Sdk.Data;
using Einspace.Sdk.Plugins;
using Einspace.UnseenNas.Folders;
using Einspace.UnseenNas.Tasks;

namespace Einspace.UnseenNas.Isabella;

/// <summary>Isabella: five seconds of music, label = its era.</summary>
[ExportDataset("isabella", Description = "Isabella: spectrograms of 64×128 of five seconds of music, label = its era, 4 classes.")]
internal sealed class IsabellaFactory : DatasetFactory<NoOptions>
{
    /// <inheritdoc/>
    public override DatasetMaker Maker => new IsabellaMaker();

    /// <inheritdoc/>
    protected override IDataset Create(NoOptions options) => new FolderDataset(PublishedTasks.Isabella);
}
