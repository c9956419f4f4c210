using System.Composition;
using Einspace.Sdk.Grammars;

namespace Einspace.Sdk.Plugins;

/// <summary>Offers a grammar to the host under a name; goes on a class derived from <see cref="GrammarFactory{TOptions}"/>.</summary>
/// <param name="name">The name by which users ask for it: lower-case letters, digits and hyphens, unique among grammars.</param>
[MetadataAttribute]
[AttributeUsage(AttributeTargets.Class)]
public sealed class ExportGrammarAttribute(string name) : ExportAttribute(typeof(GrammarFactory))
{
    /// <summary>The name by which users ask for it.</summary>
    public string Name { get; } = name;

    /// <summary>One sentence that says what it is, for lists.</summary>
    public string Description { get; init; } = "";
}
