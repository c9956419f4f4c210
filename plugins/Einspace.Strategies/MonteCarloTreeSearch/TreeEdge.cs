namespace Einspace.Strategies.MonteCarloTreeSearch;

/// <summary>A choice at a node of the tree, with what is known of the trials that made it.</summary>
/// <param name="origin">The node that offers it.</param>
/// <param name="index">Its index there.</param>
/// <param name="move">The production that it chooses.</param>
/// <param name="prior">Its probability by the grammar's weights.</param>
internal sealed class TreeEdge(TreeNode origin, int index, Move move, double prior)
{
    public TreeNode Origin { get; } = origin;

    public int Index { get; } = index;

    public Move Move { get; } = move;

    public double Prior { get; } = prior;

    /// <summary>Where it leads; null until the tree has grown there.</summary>
    public TreeNode? Child { get; set; }

    /// <summary>Whether nothing new can be found below.</summary>
    public bool IsClosed { get; set; }

    /// <summary>Trials through it that are proposed and not finished.</summary>
    public int Outstanding { get; set; }

    /// <summary>Rewards of the finished trials through it.</summary>
    public int Visits { get; private set; }

    public double Sum { get; private set; }

    public double Best { get; private set; }

    public void Add(double reward)
    {
        Visits++;
        Sum += reward;
        Best = Math.Max(Best, reward);
    }

    public void Forget() => (Visits, Sum, Best) = (0, 0, 0);
}
