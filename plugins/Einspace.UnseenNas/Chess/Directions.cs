namespace Einspace.UnseenNas.Chess;

/// <summary>Which ways pieces go, in rows down and columns right.</summary>
internal static class Directions
{
    /// <summary>A rook's.</summary>
    public static readonly (int Rows, int Columns)[] Straight = [(-1, 0), (0, -1), (0, 1), (1, 0)];

    /// <summary>A bishop's.</summary>
    public static readonly (int Rows, int Columns)[] Aslant = [(-1, -1), (-1, 1), (1, -1), (1, 1)];

    /// <summary>A queen's and a king's.</summary>
    public static readonly (int Rows, int Columns)[] All = [.. Straight, .. Aslant];

    /// <summary>A knight's.</summary>
    public static readonly (int Rows, int Columns)[] Jumps = [(-2, -1), (-2, 1), (-1, -2), (-1, 2), (1, -2), (1, 2), (2, -1), (2, 1)];
}
