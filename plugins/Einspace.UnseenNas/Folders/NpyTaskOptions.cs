using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Einspace.UnseenNas.Folders;

/// <summary>Options of the task <c>npy</c>.</summary>
internal sealed record NpyTaskOptions
{
    /// <summary>Zeros put around every image.</summary>
    [Description("Zeros put around every image on each side, after it was normalised. The reference puts 5 around Chesseract's boards, which so become 18×18.")]
    [Range(0, 1000)]
    public int Padding { get; init; }
}
