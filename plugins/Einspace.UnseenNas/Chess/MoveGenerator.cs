namespace Einspace.UnseenNas.Chess;

/// <summary>Finds the moves of a position.</summary>
internal static class MoveGenerator
{
    private static readonly PieceKind[] Promotions = [PieceKind.Queen, PieceKind.Rook, PieceKind.Bishop, PieceKind.Knight];

    /// <summary>The legal moves.</summary>
    public static List<Move> Legal(Board board) => [.. All(board).Where(board.IsLegal)];

    /// <summary>The moves that pieces can make, whether or not the own king is safe after them; legal ones are all among them.</summary>
    public static List<Move> All(Board board)
    {
        List<Move> moves = [];
        for (int from = 0; from < Square.Count; from++)
        {
            if (board[from] is not { } piece || piece.Side != board.ToMove)
                continue;
            switch (piece.Kind)
            {
                case PieceKind.Pawn:
                    AddPawn(board, from, moves);
                    break;
                case PieceKind.Knight:
                    Add(board, from, Directions.Jumps, far: false, moves);
                    break;
                case PieceKind.Bishop:
                    Add(board, from, Directions.Aslant, far: true, moves);
                    break;
                case PieceKind.Rook:
                    Add(board, from, Directions.Straight, far: true, moves);
                    break;
                case PieceKind.Queen:
                    Add(board, from, Directions.All, far: true, moves);
                    break;
                default:
                    Add(board, from, Directions.All, far: false, moves);
                    AddCastlings(board, from, moves);
                    break;
            }
        }

        return moves;
    }

    private static void Add(Board board, int from, (int Rows, int Columns)[] directions, bool far, List<Move> moves)
    {
        foreach ((int rows, int columns) in directions)
        {
            int to = Square.Step(from, rows, columns);
            for (; far && to != Square.None && board[to] is null; to = Square.Step(to, rows, columns))
                moves.Add(new(from, to));
            if (to != Square.None && board[to]?.Side != board.ToMove)
                moves.Add(new(from, to));
        }
    }

    private static void AddPawn(Board board, int from, List<Move> moves)
    {
        int forward = Board.Forward(board.ToMove), home = board.ToMove == Side.White ? 6 : 1;
        int to = Square.Step(from, forward, 0);
        if (to != Square.None && board[to] is null)
        {
            AddPawn(from, to, moves);
            int farther = Square.Step(to, forward, 0);
            if (from / Square.Side == home && board[farther] is null)
                moves.Add(new(from, farther));
        }

        foreach (int columns in (int[])[-1, 1])
        {
            int capture = Square.Step(from, forward, columns);
            if (capture != Square.None && (capture == board.EnPassant || board[capture]?.Side == board.Opponent))
                AddPawn(from, capture, moves);
        }
    }

    private static void AddPawn(int from, int to, List<Move> moves)
    {
        if (to / Square.Side is 0 or Square.Side - 1)
            moves.AddRange(Promotions.Select(kind => new Move(from, to, kind)));
        else
            moves.Add(new(from, to));
    }

    /// <summary>Castlings whose way is free and, but for the last square, safe.</summary>
    private static void AddCastlings(Board board, int king, List<Move> moves)
    {
        (CastlingRights kingside, CastlingRights queenside) = board.ToMove == Side.White
            ? (CastlingRights.WhiteShort, CastlingRights.WhiteLong)
            : (CastlingRights.BlackShort, CastlingRights.BlackLong);
        if (board.Castling.HasFlag(kingside) && board[king + 1] is null && board[king + 2] is null && Safe(king) && Safe(king + 1))
            moves.Add(new(king, king + 2));
        if (board.Castling.HasFlag(queenside) && board[king - 1] is null && board[king - 2] is null && board[king - 3] is null && Safe(king) && Safe(king - 1))
            moves.Add(new(king, king - 2));

        bool Safe(int square) => !board.IsAttacked(square, board.Opponent);
    }
}
