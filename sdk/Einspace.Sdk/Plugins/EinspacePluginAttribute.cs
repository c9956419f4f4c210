namespace Einspace.Sdk.Plugins;

/// <summary>Declares that an assembly is a plugin, and its id: <c>[assembly: EinspacePlugin("acme-strategies")]</c>.</summary>
/// <param name="id">Lower-case letters, digits and hyphens; also the name of the plugin's folder.</param>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class EinspacePluginAttribute(string id) : Attribute
{
    /// <summary>The plugin's id.</summary>
    public string Id { get; } = id;
}
