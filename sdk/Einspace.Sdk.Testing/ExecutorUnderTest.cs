using Einspace.Sdk.Evaluation;

namespace Einspace.Sdk.Testing;

/// <summary>An executor and what it says of itself.</summary>
/// <param name="Create">
/// Creates the executor with so many slots, in which it runs <see cref="ProbeEvaluator"/>. Processes of its own load that from a plugin that
/// is built of its source.
/// </param>
public sealed record ExecutorUnderTest(Func<int, IExecutor> Create)
{
    /// <summary>Whether evaluations run in other processes: such can be ended by force, and can be lost.</summary>
    public bool RunsElsewhere { get; init; }

    /// <summary>Whether <see cref="IExecutor.Attach"/> finds what another instance started.</summary>
    public bool FindsAgain { get; init; }
}
