namespace Einspace.Sdk.Grammars.Analysis;

/// <summary>What grows from one level of a derivation to the next.</summary>
public enum GrowthMeasure
{
    /// <summary>The nodes of finished architectures, a repeated subtree counted once.</summary>
    UniqueNodes,

    /// <summary>The nodes of finished architectures, every copy counted.</summary>
    ExpandedNodes,

    /// <summary>The draws that sampling makes, those of failed attempts included.</summary>
    Work,
}
