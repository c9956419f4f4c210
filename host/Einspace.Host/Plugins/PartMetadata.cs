using System.ComponentModel;

namespace Einspace.Host.Plugins;

/// <summary>What an export attribute says. System.Composition fills it, and wants a public class with settable properties.</summary>
public sealed class PartMetadata
{
    /// <summary>The part's name; null where it was exported without one of the SDK's attributes.</summary>
    [DefaultValue(null)]
    public string? Name { get; set; }

    /// <summary>One sentence.</summary>
    [DefaultValue("")]
    public string? Description { get; set; }
}
