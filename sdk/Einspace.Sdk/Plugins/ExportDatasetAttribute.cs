using System.Composition;
using Einspace.Sdk.Data;

namespace Einspace.Sdk.Plugins;

/// <summary>Offers a dataset to the host under a name; goes on a class derived from <see cref="DatasetFactory{TOptions}"/>.</summary>
/// <param name="name">The name by which users ask for it: lower-case letters, digits and hyphens, unique among datasets.</param>
[MetadataAttribute]
[AttributeUsage(AttributeTargets.Class)]
public sealed class ExportDatasetAttribute(string name) : ExportAttribute(typeof(DatasetFactory))
{
    /// <summary>The name by which users ask for it.</summary>
    public string Name { get; } = name;

    /// <summary>One sentence that says what it is, for lists.</summary>
    public string Description { get; init; } = "";
}
