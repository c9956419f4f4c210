namespace Einspace.UnseenNas.Chess;

/// <summary>How a piece moves.</summary>
internal enum PieceKind : byte
{
    /// <summary>Forward, and captures aslant.</summary>
    Pawn,

    /// <summary>Jumps.</summary>
    Knight,

    /// <summary>Aslant.</summary>
    Bishop,

    /// <summary>Straight.</summary>
    Rook,

    /// <summary>Aslant and straight.</summary>
    Queen,

    /// <summary>One square each way; not to be lost.</summary>
    King,
}
