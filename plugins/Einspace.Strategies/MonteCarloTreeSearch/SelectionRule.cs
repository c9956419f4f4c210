namespace Einspace.Strategies.MonteCarloTreeSearch;

/// <summary>
/// Chooses at a node by PUCT (Silver et al. 2017): worth plus exploration · prior · √trials / (1 + the choice's trials). A choice's
/// worth is the mixed mean and maximum of its rewards, to which what its production did elsewhere adds as if it were some trials.
/// </summary>
internal sealed class SelectionRule(MonteCarloTreeSearchOptions options, MoveValues moves)
{
    /// <summary>The best open choice, the likelier of equal ones; null where none is open. Draws nothing.</summary>
    public TreeEdge? Choose(TreeNode node, Func<TreeEdge, bool> isOpen)
    {
        double trials = node.Edges.Sum(Trials);
        int visits = node.Edges.Sum(edge => edge.Visits);
        double mean = visits > 0 ? node.Edges.Sum(edge => edge.Sum) / visits : 0.5;
        return node.Edges.Where(isOpen).MaxBy(edge =>
        {
            double urgency = options.Exploration * edge.Prior * Math.Sqrt(Math.Max(1, trials)) / (1 + Trials(edge));
            return (Worth(edge, mean) + urgency, edge.Prior, -edge.Index);
        });
    }

    private double Worth(TreeEdge edge, double mean)
    {
        double trials = Trials(edge);
        double elsewhere = Math.Clamp(mean + moves.Effect(edge.Move), 0, 1);
        if (trials == 0)
            return elsewhere - options.FirstPlayReduction;
        double here = ((1 - options.MaxShare) * edge.Sum / trials) + (options.MaxShare * edge.Best);
        return ((trials * here) + (options.AmafTrials * elsewhere)) / (trials + options.AmafTrials);
    }

    private double Trials(TreeEdge edge) => edge.Visits + (options.VirtualLoss * edge.Outstanding);
}
