using Einspace.Sdk.Data;

namespace Einspace.Sdk.Graphs;

/// <summary>Attaches the head that turns a backbone's output into a task's answer (SPEC section 9).</summary>
public static class NetworkHead
{
    /// <summary>Attaches the head.</summary>
    /// <param name="backbone">The lowered architecture.</param>
    /// <param name="task">The task.</param>
    /// <returns>The network, with output [classes].</returns>
    public static ComputationGraph Attach(ComputationGraph backbone, TaskSpec task) =>
        throw new NotSupportedException("Landing within the hour.");
}
