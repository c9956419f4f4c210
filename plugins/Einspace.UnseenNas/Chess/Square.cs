namespace Einspace.UnseenNas.Chess;

/// <summary>Squares are numbers from 0, a8, to 63, h1: rank by rank from Black's side, as boards are printed.</summary>
internal static class Square
{
    /// <summary>Squares of a row and of a column.</summary>
    public const int Side = 8;

    /// <summary>Squares of a board.</summary>
    public const int Count = Side * Side;

    /// <summary>No square.</summary>
    public const int None = -1;

    /// <summary>The square some rows down and columns right; <see cref="None"/> where that is off the board.</summary>
    public static int Step(int square, int rows, int columns)
    {
        int row = (square / Side) + rows, column = (square % Side) + columns;
        return row is >= 0 and < Side && column is >= 0 and < Side ? (row * Side) + column : None;
    }

    /// <summary>The square of a name such as <c>e4</c>; <see cref="None"/> where there is none.</summary>
    public static int Read(ReadOnlySpan<char> name) => name is [>= 'a' and <= 'h', >= '1' and <= '8'] ? (('8' - name[1]) * Side) + (name[0] - 'a') : None;

    /// <summary>A square's name, for example <c>e4</c>.</summary>
    public static string Name(int square) => $"{(char)('a' + (square % Side))}{(char)('8' - (square / Side))}";
}
