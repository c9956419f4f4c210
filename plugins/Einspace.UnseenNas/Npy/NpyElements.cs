namespace Einspace.UnseenNas.Npy;

/// <summary>Sizes and NumPy's names of the element types.</summary>
internal static class NpyElements
{
    /// <summary>The types by NumPy's names for them, kind and bytes.</summary>
    public static readonly IReadOnlyDictionary<string, NpyElement> ByCode = new Dictionary<string, NpyElement>
    {
        ["f4"] = NpyElement.Float32,
        ["f8"] = NpyElement.Float64,
        ["u1"] = NpyElement.UInt8,
        ["b1"] = NpyElement.UInt8,
        ["i1"] = NpyElement.Int8,
        ["i4"] = NpyElement.Int32,
        ["i8"] = NpyElement.Int64,
    };

    /// <summary>NumPy's name, for example <c>f4</c>; its digit is the number of bytes.</summary>
    public static string Code(this NpyElement element) => element switch
    {
        NpyElement.Float32 => "f4",
        NpyElement.Float64 => "f8",
        NpyElement.UInt8 => "u1",
        NpyElement.Int8 => "i1",
        NpyElement.Int32 => "i4",
        _ => "i8",
    };

    /// <summary>Bytes of one element.</summary>
    public static int Size(this NpyElement element) => element switch
    {
        NpyElement.UInt8 or NpyElement.Int8 => 1,
        NpyElement.Float32 or NpyElement.Int32 => 4,
        _ => 8,
    };

    /// <summary>Whether every value is a whole number.</summary>
    public static bool IsInteger(this NpyElement element) => element is not (NpyElement.Float32 or NpyElement.Float64);
}
