using Einspace.Sdk.Grammars;

namespace Einspace.Strategies.MonteCarloTreeSearch;

/// <summary>The partial derivations that trials have passed, from the start symbol on; it grows by one decision with each trial.</summary>
internal sealed class SearchTree
{
    private readonly Grammar _grammar;
    private readonly int _capacity;
    private readonly List<TreeNode> _nodes = [];

    public SearchTree(Grammar grammar, int capacity)
    {
        _grammar = grammar;
        _capacity = capacity;
        Root = Add(incoming: null, parent: "", grammar.Begin());
    }

    public TreeNode Root { get; }

    public TreeEdge this[int node, int edge] => _nodes[node].Edges[edge];

    /// <summary>
    /// Follows a derivation from the root, adding the first decision that the tree lacks; positions of one option are none. Closes
    /// the last choice where the tree holds the derivation to its end.
    /// </summary>
    /// <returns>The choices that lie in the tree; a derivation that the grammar would not draw leaves it where it ceases to be one.</returns>
    public TreeEdge[] Trace(IReadOnlyList<Move> moves)
    {
        PartialDerivation derivation = _grammar.Begin();
        List<TreeEdge> path = [];
        TreeNode node = Root;
        bool grown = false;
        for (int i = 0; i < moves.Count && node.Find(moves[i].Label) is { } edge; i++)
        {
            path.Add(edge);
            derivation.Choose(edge.Index);
            if (derivation.IsComplete)
            {
                Close(edge);
                break;
            }

            if (edge.Child is null)
            {
                if (grown || _nodes.Count >= _capacity)
                    break;
                edge.Child = Add(edge, moves[i + 1].Parent, derivation);
                grown = edge.Child.Edges.Length > 1;
            }

            node = edge.Child;
        }

        return [.. path];
    }

    /// <summary>Notes that nothing new can be found below a choice, and above it where that was the last one open.</summary>
    public static void Close(TreeEdge edge) => Close(edge, closed => closed.IsClosed, closed => closed.IsClosed = true);

    /// <summary>The same, for a reader that keeps its own notes.</summary>
    public static void Close(TreeEdge edge, Func<TreeEdge, bool> isClosed, Action<TreeEdge> close)
    {
        for (TreeEdge? closing = edge; closing is not null; closing = closing.Origin.Incoming)
        {
            close(closing);
            if (!Array.TrueForAll(closing.Origin.Edges, other => isClosed(other)))
                break;
        }
    }

    private TreeNode Add(TreeEdge? incoming, string parent, PartialDerivation derivation)
    {
        TreeNode node = new(_nodes.Count, incoming, parent, derivation.Options);
        _nodes.Add(node);
        return node;
    }
}
