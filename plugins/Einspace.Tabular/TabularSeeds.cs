namespace Einspace.Tabular;

/// <summary>Which training of a network a table shows.</summary>
public enum TabularSeeds
{
    /// <summary>One, drawn by the evaluation's seed.</summary>
    Drawn,

    /// <summary>The mean of all.</summary>
    Mean,
}
