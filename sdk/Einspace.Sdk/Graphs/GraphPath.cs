namespace Einspace.Sdk.Graphs;

/// <summary>
/// The one rule for paths in an expanded network: <c>call/call/node/role</c>. Checkpoints, tests and evaluators speak in them; no
/// pass changes the path of a parameter.
/// </summary>
public static class GraphPath
{
    /// <summary>The path of a node, or of a call, within calls.</summary>
    /// <param name="outer">Path of the call whose block holds the node; empty in the entry block.</param>
    /// <param name="node">The node's path in its block.</param>
    /// <returns>Both, joined by '/'.</returns>
    public static string Join(string outer, string node) => outer.Length == 0 ? node : $"{outer}/{node}";

    /// <summary>The path of a parameter or buffer.</summary>
    /// <param name="node">The node's whole path, from <see cref="Join(string, string)"/>.</param>
    /// <param name="role">The parameter's role.</param>
    /// <returns>The path, for example <c>0.1/running-mean</c>.</returns>
    public static string Join(string node, ParameterRole role) => $"{node}/{NameOf(role)}";

    /// <summary>The last part of a parameter's path.</summary>
    /// <param name="role">The role.</param>
    /// <returns>Lower-case words joined by hyphens.</returns>
    public static string NameOf(ParameterRole role) => role switch
    {
        ParameterRole.Weight => "weight",
        ParameterRole.Bias => "bias",
        ParameterRole.Scale => "scale",
        ParameterRole.Shift => "shift",
        ParameterRole.Value => "value",
        ParameterRole.RunningMean => "running-mean",
        ParameterRole.RunningVariance => "running-variance",
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "There is no such role."),
    };
}
