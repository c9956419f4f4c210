using Einspace.Sdk.Data;
using Einspace.Sdk.Plugins;
using Einspace.UnseenNas.Folders;
using Einspace.UnseenNas.Tasks;

namespace Einspace.UnseenNas.Gutenberg;

/// <summary>Gutenberg: three words of an author's, label = the author.</summary>
[ExportDataset("gutenberg", Description = "Gutenberg: three words in sequence, one-hot in 27×18, label = which of six authors wrote them.")]
internal sealed class GutenbergFactory : DatasetFactory<NoOptions>
{
    /// <inheritdoc/>
    public override DatasetMaker Maker => new GutenbergMaker();

    /// <inheritdoc/>
    protected override IDataset Create(NoOptions options) => new FolderDataset(PublishedTasks.Gutenberg);
}
