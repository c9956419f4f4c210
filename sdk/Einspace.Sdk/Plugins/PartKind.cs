namespace Einspace.Sdk.Plugins;

/// <summary>The contracts that plugins can implement.</summary>
public enum PartKind
{
    /// <summary>A space of architectures.</summary>
    Grammar,

    /// <summary>A search strategy.</summary>
    Strategy,

    /// <summary>Scores networks.</summary>
    Evaluator,

    /// <summary>A task's data.</summary>
    Dataset,

    /// <summary>Ends trials early.</summary>
    Pruner,
}
