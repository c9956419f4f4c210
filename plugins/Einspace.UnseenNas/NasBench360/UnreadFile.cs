namespace Einspace.UnseenNas.NasBench360;

/// <summary>An original file, or folder of files, that is known and not read.</summary>
/// <param name="Name">Its name in the task's folder.</param>
/// <param name="Kind">What it is, as the end of a sentence that begins with its name.</param>
internal sealed record UnreadFile(string Name, string Kind)
{
    /// <summary>What Python's pickles are.</summary>
    public const string Pickle = "a Python pickle, which is a program rather than data";
}
