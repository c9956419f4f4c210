namespace Einspace.Sdk.Grammars;

/// <summary>How well two positions match that stand for the same symbol and inherit the same.</summary>
public enum CrossoverMatch
{
    /// <summary>
    /// They synthesize the same too, so that nothing else of the tree notices. Equally deep, they are swapped as they are; otherwise
    /// guards that look at the depth are asked again.
    /// </summary>
    Exact,

    /// <summary>They differ in what they synthesize: the whole tree's attributes were computed again.</summary>
    Reannotated,
}
