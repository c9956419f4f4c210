namespace Einspace.UnseenNas.Making;

/// <summary>Which splits may be made from the same sources: images, words, passages, games, recordings, tiles.</summary>
internal enum SplitRule
{
    /// <summary>As published: validation examples are cut from the training examples, and so share their sources; test has its own.</summary>
    Official,

    /// <summary>No source is in two splits.</summary>
    SourceDisjoint,
}
