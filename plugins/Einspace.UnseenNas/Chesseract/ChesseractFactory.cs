using Einspace.Sdk.Data;
using Einspace.Sdk.Plugins;
using Einspace.UnseenNas.Folders;
using Einspace.UnseenNas.Tasks;

namespace Einspace.UnseenNas.Chesseract;

/// <summary>Chesseract: one of the last positions of a game of chess, label = who won.</summary>
[ExportDataset("chesseract", Description = "Chesseract: one of the last positions of a chess game in twelve planes of 8×8, with a frame of 5 zeros, label = who won, 3 classes.")]
internal sealed class ChesseractFactory : DatasetFactory<NoOptions>
{
    /// <inheritdoc/>
    public override DatasetMaker Maker => new ChesseractMaker();

    /// <inheritdoc/>
    protected override IDataset Create(NoOptions options) => new FolderDataset(PublishedTasks.Chesseract);
}
