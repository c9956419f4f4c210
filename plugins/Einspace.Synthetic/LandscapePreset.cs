namespace Einspace.Synthetic;

/// <summary>Kinds of landscapes; see docs/strategies.md.</summary>
public enum LandscapePreset
{
    /// <summary>Parts and pairs of parts count alike, without noise.</summary>
    Standard,

    /// <summary>Almost all is in single operators.</summary>
    Smooth,

    /// <summary>Almost all is in pairs, and half of what a network is worth is its own.</summary>
    Rugged,

    /// <summary>Ten scores and no others.</summary>
    Plateaus,

    /// <summary>Scores are noisy, and a quarter of the networks fail.</summary>
    Harsh,

    /// <summary>All but the best fifth of the networks are in reverse order: who climbs is led away.</summary>
    Deceptive,
}
