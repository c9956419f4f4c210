using System.Composition;
using Einspace.Sdk.Search;

namespace Einspace.Sdk.Plugins;

/// <summary>Offers a pruner to the host under a name; goes on a class derived from <see cref="PrunerFactory{TOptions}"/>.</summary>
/// <param name="name">The name by which users ask for it: lower-case letters, digits and hyphens, unique among pruners.</param>
[MetadataAttribute]
[AttributeUsage(AttributeTargets.Class)]
public sealed class ExportPrunerAttribute(string name) : ExportAttribute(typeof(PrunerFactory))
{
    /// <summary>The name by which users ask for it.</summary>
    public string Name { get; } = name;

    /// <summary>One sentence that says what it is, for lists.</summary>
    public string Description { get; init; } = "";
}
