namespace Einspace.Grammar;

/// <summary>What <c>norm</c> does to images (Q4).</summary>
public enum ImageNorm
{
    /// <summary>Normalises a channel over the batch, as the reference's code does.</summary>
    Batch,

    /// <summary>Normalises a channel of each example alone, as the reference's docstring says.</summary>
    Instance,
}
