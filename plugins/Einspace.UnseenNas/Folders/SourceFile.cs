namespace Einspace.UnseenNas.Folders;

/// <summary>A file that data were made from.</summary>
/// <param name="File">Its name, without the folder.</param>
/// <param name="Sha256">Its digest, 64 hexadecimal digits.</param>
internal sealed record SourceFile(string File, string Sha256);
