using Einspace.Sdk.Grammars;

namespace Einspace.Strategies.MonteCarloTreeSearch;

/// <summary>A partial derivation in the tree: the choices that its open position offers.</summary>
internal sealed class TreeNode
{
    public TreeNode(int number, TreeEdge? incoming, string parent, IReadOnlyList<DerivationOption> options)
    {
        Number = number;
        Incoming = incoming;
        Edges =
        [
            .. options.Select((option, index) => new TreeEdge(
                this, index, new Move(parent, Move.LabelOf(option.Production, option.Arguments)), option.Probability)),
        ];
    }

    public int Number { get; }

    /// <summary>The choice that led here; null at the root.</summary>
    public TreeEdge? Incoming { get; }

    public TreeEdge[] Edges { get; }

    public TreeEdge? Find(string label) => Array.Find(Edges, edge => edge.Move.Label == label);
}
