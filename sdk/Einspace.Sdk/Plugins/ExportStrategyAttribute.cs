using System.Composition;
using Einspace.Sdk.Search;

namespace Einspace.Sdk.Plugins;

/// <summary>Offers a search strategy to the host under a name; goes on a class derived from <see cref="StrategyFactory{TOptions}"/>.</summary>
/// <param name="name">The name by which users ask for it: lower-case letters, digits and hyphens, unique among search strategies.</param>
[MetadataAttribute]
[AttributeUsage(AttributeTargets.Class)]
public sealed class ExportStrategyAttribute(string name) : ExportAttribute(typeof(StrategyFactory))
{
    /// <summary>The name by which users ask for it.</summary>
    public string Name { get; } = name;

    /// <summary>One sentence that says what it is, for lists.</summary>
    public string Description { get; init; } = "";
}
