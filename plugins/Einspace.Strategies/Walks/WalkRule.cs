namespace Einspace.Strategies.Walks;

/// <summary>What tells one walk from another.</summary>
internal abstract record WalkRule
{
    /// <summary>Scored samples of which the best one begins a walk.</summary>
    public required int Starts { get; init; }

    /// <summary>Finished mutants in a row without improvement after which the walk starts afresh; null never.</summary>
    public int? Patience { get; init; }

    /// <summary>Mutants drawn to find a network that is new.</summary>
    public required int RepeatTries { get; init; }

    /// <summary>Whether steps are left to chance.</summary>
    public abstract bool IsRandom { get; }

    /// <summary>Whether the walk steps to a mutant.</summary>
    /// <param name="gain">The mutant's score less that of where the walk stands.</param>
    /// <param name="spread">Standard deviation of the study's scores.</param>
    /// <param name="progress">The share of the study's trials that has finished.</param>
    /// <param name="chance">A uniform number of [0, 1).</param>
    public abstract bool Accepts(double gain, double spread, double progress, double chance);
}
