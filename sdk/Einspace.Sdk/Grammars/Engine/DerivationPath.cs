namespace Einspace.Sdk.Grammars.Engine;

/// <summary>Places in a derivation: indices of children from the root, joined by dots.</summary>
internal static class DerivationPath
{
    /// <summary>The place of the root itself.</summary>
    public const string Root = "root";

    /// <summary>The place of a node of a flattened tree.</summary>
    public static string Of(IReadOnlyList<FlatNode> nodes, int node)
    {
        Stack<int> indices = new();
        for (int i = node; nodes[i].Parent >= 0; i = nodes[i].Parent)
            indices.Push(nodes[i].Index);
        return indices.Count == 0 ? Root : string.Join('.', indices);
    }
}
