namespace Einspace.Sdk.Grammars.Engine;

/// <summary>A node of a derivation tree with its place in it.</summary>
/// <param name="Node">The node.</param>
/// <param name="Parent">The parent's number in pre-order; −1 at the root.</param>
/// <param name="Index">Its index among the parent's children.</param>
/// <param name="Count">How many copies of it there are.</param>
internal readonly record struct FlatNode(DerivationNode Node, int Parent, int Index, int Count)
{
    /// <summary>The nodes of a tree in pre-order, each repeated subtree once.</summary>
    public static List<FlatNode> Flatten(DerivationNode root)
    {
        List<FlatNode> nodes = [];
        Stack<FlatNode> open = new();
        open.Push(new FlatNode(root, -1, 0, 1));
        while (open.TryPop(out FlatNode top))
        {
            for (int i = top.Node.Children.Length - 1; i >= 0; i--)
                open.Push(new FlatNode(top.Node.Children[i].Node, nodes.Count, i, top.Node.Children[i].Count));
            nodes.Add(top);
        }

        return nodes;
    }
}
