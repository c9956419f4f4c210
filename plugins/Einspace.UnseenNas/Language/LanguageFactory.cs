using Einspace.Sdk.Data;
using Einspace.Sdk.Plugins;
using Einspace.UnseenNas.Folders;
using Einspace.UnseenNas.Tasks;

namespace Einspace.UnseenNas.Language;

/// <summary>Language: four words of six letters, label = their language.</summary>
[ExportDataset("language", Description = "Language: four words of six letters, one-hot in 24×24, label = their language, 10 classes.")]
internal sealed class LanguageFactory : DatasetFactory<NoOptions>
{
    /// <inheritdoc/>
    public override DatasetMaker Maker => new LanguageMaker();

    /// <inheritdoc/>
    protected override IDataset Create(NoOptions options) => new FolderDataset(PublishedTasks.Language);
}
