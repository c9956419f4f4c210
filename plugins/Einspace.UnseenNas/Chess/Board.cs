namespace Einspace.UnseenNas.Chess;

/// <summary>A position, with all that decides which moves there are. It never changes: a move gives another.</summary>
internal sealed class Board
{
    private const int WhiteKingHome = 60, BlackKingHome = 4;

    private readonly Piece?[] _pieces;

    private Board(Piece?[] pieces, Side toMove, CastlingRights castling, int enPassant) =>
        (_pieces, ToMove, Castling, EnPassant) = (pieces, toMove, castling, enPassant);

    /// <summary>The position in which games begin.</summary>
    public static Board Start { get; } = Read("rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR w KQkq - 0 1");

    /// <summary>Whose move it is.</summary>
    public Side ToMove { get; }

    /// <summary>Whose move it will be next.</summary>
    public Side Opponent => 1 - ToMove;

    /// <summary>Castlings that king and rook allow.</summary>
    public CastlingRights Castling { get; }

    /// <summary>The square that a pawn passed over in the last move; <see cref="Square.None"/> where none did.</summary>
    public int EnPassant { get; }

    /// <summary>What stands on a square.</summary>
    public Piece? this[int square] => _pieces[square];

    /// <summary>Reads a FEN record.</summary>
    /// <param name="fen">Pieces, side to move, castlings, square passed over; the two numbers that may follow say nothing of moves.</param>
    /// <exception cref="FormatException">It is none, has not one king for each side, or a king that could be captured.</exception>
    public static Board Read(string fen)
    {
        string[] fields = fen.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length < 4 || fields[1] is not ("w" or "b"))
            throw new FormatException($"found the position '{fen}', where pieces, w or b, castlings and a square or - were expected");
        Piece?[] pieces = ReadPieces(fields[0]) ?? throw new FormatException($"found the pieces '{fields[0]}', where eight ranks of eight squares were expected");
        foreach (Side side in (Side[])[Side.White, Side.Black])
        {
            if (pieces.Count(piece => piece == new Piece(side, PieceKind.King)) != 1)
                throw new FormatException($"found the pieces '{fields[0]}', where one king of {side} was expected");
        }

        CastlingRights castling = fields[2].Aggregate(CastlingRights.None, (rights, letter) => rights | Right(letter));
        int enPassant = fields[3] == "-" ? Square.None : Square.Read(fields[3]);
        Board board = new(pieces, fields[1] == "w" ? Side.White : Side.Black, castling & Possible(pieces), enPassant);
        return board.IsAttacked(board.King(board.Opponent), board.ToMove)
            ? throw new FormatException($"found the position '{fen}', in which {board.ToMove} could capture a king")
            : board;
    }

    /// <summary>Whether a side has a piece that could capture on a square.</summary>
    public bool IsAttacked(int square, Side by)
    {
        int forward = Forward(by);
        return Stands(Square.Step(square, -forward, -1), by, PieceKind.Pawn) || Stands(Square.Step(square, -forward, 1), by, PieceKind.Pawn)
            || Reaches(Directions.Jumps, far: false, PieceKind.Knight, PieceKind.Knight)
            || Reaches(Directions.All, far: false, PieceKind.King, PieceKind.King)
            || Reaches(Directions.Straight, far: true, PieceKind.Rook, PieceKind.Queen)
            || Reaches(Directions.Aslant, far: true, PieceKind.Bishop, PieceKind.Queen);

        bool Reaches((int Rows, int Columns)[] directions, bool far, PieceKind one, PieceKind other)
        {
            foreach ((int rows, int columns) in directions)
            {
                int at = Square.Step(square, rows, columns);
                while (far && at != Square.None && _pieces[at] is null)
                    at = Square.Step(at, rows, columns);
                if (Stands(at, by, one) || Stands(at, by, other))
                    return true;
            }

            return false;
        }
    }

    /// <summary>Whether a move, made as its piece moves, leaves the own king safe.</summary>
    public bool IsLegal(Move move)
    {
        Board after = After(move);
        return !after.IsAttacked(after.King(ToMove), Opponent);
    }

    /// <summary>The position after a move; it is not checked.</summary>
    public Board After(Move move)
    {
        Piece?[] pieces = [.. _pieces];
        Piece piece = pieces[move.From]!.Value;
        int between = (move.From + move.To) / 2, enPassant = Square.None;
        pieces[move.From] = null;
        pieces[move.To] = move.Promotion is { } kind ? new Piece(ToMove, kind) : piece;
        switch (piece.Kind)
        {
            case PieceKind.Pawn when move.To == EnPassant:
                pieces[move.To - (Forward(ToMove) * Square.Side)] = null;
                break;
            case PieceKind.Pawn when Math.Abs(move.To - move.From) == 2 * Square.Side:
                enPassant = between;
                break;
            case PieceKind.King when Math.Abs(move.To - move.From) == 2:
                int corner = move.To > move.From ? move.To + 1 : move.To - 2;
                (pieces[between], pieces[corner]) = (pieces[corner], null);
                break;
        }

        return new(pieces, Opponent, Castling & ~Lost(move.From) & ~Lost(move.To), enPassant);
    }

    /// <summary>Which way a side's pawns go, in rows.</summary>
    public static int Forward(Side side) => side == Side.White ? -1 : 1;

    private int King(Side side) => Array.IndexOf(_pieces, new Piece(side, PieceKind.King));

    private bool Stands(int square, Side side, PieceKind kind) => square != Square.None && _pieces[square] == new Piece(side, kind);

    private static Piece?[]? ReadPieces(string text)
    {
        List<Piece?> pieces = [];
        string[] ranks = text.Split('/');
        foreach ((int number, string rank) in ranks.Index())
        {
            foreach (char letter in rank)
            {
                if (Piece.Read(letter) is { } piece)
                    pieces.Add(piece);
                else if (letter is >= '1' and <= '8')
                    pieces.AddRange(Enumerable.Repeat<Piece?>(null, letter - '0'));
                else
                    return null;
            }

            if (pieces.Count != (number + 1) * Square.Side)
                return null;
        }

        return pieces.Count == Square.Count ? [.. pieces] : null;
    }

    private static CastlingRights Right(char letter) => letter switch
    {
        'K' => CastlingRights.WhiteShort,
        'Q' => CastlingRights.WhiteLong,
        'k' => CastlingRights.BlackShort,
        'q' => CastlingRights.BlackLong,
        '-' => CastlingRights.None,
        _ => throw new FormatException($"found the castling '{letter}', where K, Q, k, q or - was expected"),
    };

    /// <summary>The castlings for which king and rook are at home.</summary>
    private static CastlingRights Possible(Piece?[] pieces)
    {
        CastlingRights rights = (CastlingRights)15;
        foreach ((Side side, int home) in ((Side, int)[])[(Side.White, WhiteKingHome), (Side.Black, BlackKingHome)])
        {
            foreach ((PieceKind kind, int square) in ((PieceKind, int)[])[(PieceKind.King, home), (PieceKind.Rook, home - 4), (PieceKind.Rook, home + 3)])
            {
                if (pieces[square] != new Piece(side, kind))
                    rights &= ~Lost(square);
            }
        }

        return rights;
    }

    /// <summary>The castlings that are lost when a piece leaves a square or is captured there.</summary>
    private static CastlingRights Lost(int square) => square switch
    {
        WhiteKingHome => CastlingRights.WhiteShort | CastlingRights.WhiteLong,
        WhiteKingHome + 3 => CastlingRights.WhiteShort,
        WhiteKingHome - 4 => CastlingRights.WhiteLong,
        BlackKingHome => CastlingRights.BlackShort | CastlingRights.BlackLong,
        BlackKingHome + 3 => CastlingRights.BlackShort,
        BlackKingHome - 4 => CastlingRights.BlackLong,
        _ => CastlingRights.None,
    };
}
