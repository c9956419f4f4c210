namespace Einspace.UnseenNas.Chess;

/// <summary>How a game ended; the first three are Chesseract's labels.</summary>
internal enum GameResult
{
    /// <summary>1-0.</summary>
    WhiteWins,

    /// <summary>1/2-1/2.</summary>
    Draw,

    /// <summary>0-1.</summary>
    BlackWins,

    /// <summary>*: it is not over, or nobody knows.</summary>
    Unknown,
}
