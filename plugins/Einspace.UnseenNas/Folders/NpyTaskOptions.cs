using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Einspace.Sdk.Data;

namespace Einspace.UnseenNas.Folders;

/// <summary>Options of the task <c>npy</c>.</summary>
internal sealed record NpyTaskOptions
{
    /// <summary>What the arrays' axes mean.</summary>
    [Description("What an example is: an image, from arrays examples × channels × height × width (or without channels: one), or tokens, from arrays examples × S × D, as grammars with tokens take them (einspace's one-dimensional variant convolves along D). Images are normalised by channel, tokens by index along S.")]
    public InputMode Mode { get; init; } = InputMode.Image;

    /// <summary>Zeros put around every image.</summary>
    [Description("Zeros put around every image on each side, after it was normalised. The reference puts 5 around Chesseract's boards, which so become 18×18.")]
    [Range(0, 1000)]
    public int Padding { get; init; }
}
