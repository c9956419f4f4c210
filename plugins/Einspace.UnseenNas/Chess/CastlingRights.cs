namespace Einspace.UnseenNas.Chess;

/// <summary>Castlings whose king and rook have not moved yet.</summary>
[Flags]
internal enum CastlingRights
{
    /// <summary>None any more.</summary>
    None = 0,

    /// <summary>White's on the side of the king.</summary>
    WhiteShort = 1,

    /// <summary>White's on the side of the queen.</summary>
    WhiteLong = 2,

    /// <summary>Black's on the side of the king.</summary>
    BlackShort = 4,

    /// <summary>Black's on the side of the queen.</summary>
    BlackLong = 8,
}
