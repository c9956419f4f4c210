namespace Einspace.UnseenNas.Npy;

/// <summary>The element types that are read and written.</summary>
internal enum NpyElement
{
    /// <summary><c>f4</c></summary>
    Float32,

    /// <summary><c>f8</c></summary>
    Float64,

    /// <summary><c>u1</c>, and <c>b1</c>: booleans are stored as bytes 0 and 1.</summary>
    UInt8,

    /// <summary><c>i1</c></summary>
    Int8,

    /// <summary><c>i4</c></summary>
    Int32,

    /// <summary><c>i8</c></summary>
    Int64,
}
