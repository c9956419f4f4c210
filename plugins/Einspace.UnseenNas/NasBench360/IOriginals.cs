using System.Collections.Immutable;
using Einspace.Sdk;
using Einspace.Sdk.Data;

namespace Einspace.UnseenNas.NasBench360;

/// <summary>How a task's original files are found and read.</summary>
internal interface IOriginals
{
    /// <summary>Which files are read, in words, for messages.</summary>
    string Expected { get; }

    /// <summary>The original files of a folder that tell whether its data are the same, by their paths in it; none where it holds no originals.</summary>
    /// <param name="folder">A folder that exists.</param>
    ImmutableArray<string> Find(string folder);

    /// <summary>Maps a split.</summary>
    /// <param name="folder">A folder in which originals were found.</param>
    /// <param name="split">The split.</param>
    /// <exception cref="InputException">A file is missing, damaged, or not what it should be; the sentence names it.</exception>
    OriginalSplit Open(string folder, DataSplit split);
}
