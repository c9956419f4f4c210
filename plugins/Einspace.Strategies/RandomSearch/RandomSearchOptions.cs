using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Einspace.Sdk.Plugins;

namespace Einspace.Strategies.RandomSearch;

/// <summary>Options of <c>random</c>.</summary>
public sealed record RandomSearchOptions
{
    /// <summary>Whether the same network may be proposed twice.</summary>
    [Description("Whether a network (by its canonical graph) may be proposed again.")]
    [Profile("reference", "true")]
    public bool Repeats { get; init; }

    /// <summary>Draws without a new network after which the space counts as exhausted.</summary>
    [Description("Draws that give no new network after which the space counts as exhausted.")]
    [Range(1, 1_000_000)]
    public int Tries { get; init; } = 1000;
}
