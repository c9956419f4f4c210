namespace Einspace.Sdk.Grammars.Engine;

/// <summary>A part of a node in a text.</summary>
internal enum DerivationPart
{
    /// <summary>The count before it.</summary>
    Count,

    /// <summary>Its name.</summary>
    Name,

    /// <summary>What closes it.</summary>
    End,
}
