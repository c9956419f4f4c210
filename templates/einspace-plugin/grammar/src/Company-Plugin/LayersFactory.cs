using Einspace.Sdk.Data;
using Einspace.Sdk.Grammars;
using Einspace.Sdk.Plugins;

namespace Company_Plugin;

/// <summary>Offers the grammar by the name that <c>--grammar</c> takes.</summary>
[ExportGrammar("company-plugin-id", Description = "Convolutional networks of six productions, for images.")]
internal sealed class LayersFactory : GrammarFactory<LayersOptions>
{
    // In full, because in a namespace such as Acme.Grammar the short name would mean that.
    protected override global::Einspace.Sdk.Grammars.Grammar Create(LayersOptions options, TaskSpec task) => Layers.Declare(options, task);
}
