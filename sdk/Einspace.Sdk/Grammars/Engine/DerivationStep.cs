namespace Einspace.Sdk.Grammars.Engine;

/// <summary>What a choice led to.</summary>
internal enum DerivationStep
{
    /// <summary>Another position is open.</summary>
    Open,

    /// <summary>The derivation is complete.</summary>
    Complete,

    /// <summary>The rule of the production at the topmost position failed.</summary>
    Failed,

    /// <summary>The production at the topmost position gives up the whole derivation.</summary>
    GivenUp,
}
