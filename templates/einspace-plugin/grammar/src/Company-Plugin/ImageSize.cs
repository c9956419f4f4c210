namespace Company_Plugin;

/// <summary>The attributes of a derivation: what a module is given, and what it makes of it.</summary>
internal readonly record struct ImageSize(long Channels, long Height, long Width);
