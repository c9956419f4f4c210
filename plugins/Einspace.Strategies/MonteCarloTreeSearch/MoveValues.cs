namespace Einspace.Strategies.MonteCarloTreeSearch;

/// <summary>
/// All moves as first (AMAF): what a production was worth wherever in a derivation it stood, below a certain parent. A mean of few
/// trials is drawn towards the production's own mean, and that towards the mean of all.
/// </summary>
/// <param name="evidence">How many trials it takes for a mean to count half.</param>
internal sealed class MoveValues(double evidence)
{
    private readonly Dictionary<Move, (int Count, double Sum)> _moves = [];
    private readonly Dictionary<string, (int Count, double Sum)> _labels = [];
    private (int Count, double Sum) _all;

    private double Mean => _all.Count > 0 ? _all.Sum / _all.Count : 0.5;

    public void Add(IEnumerable<Move> moves, double reward)
    {
        _all = (_all.Count + 1, _all.Sum + reward);
        foreach (Move move in moves.Distinct())
        {
            (int count, double sum) = _moves.GetValueOrDefault(move);
            _moves[move] = (count + 1, sum + reward);
            (count, sum) = _labels.GetValueOrDefault(move.Label);
            _labels[move.Label] = (count + 1, sum + reward);
        }
    }

    public void Forget()
    {
        _moves.Clear();
        _labels.Clear();
        _all = default;
    }

    /// <summary>By how much a move raises a trial's reward above the mean.</summary>
    public double Effect(Move move)
    {
        double label = Shrink(_labels.GetValueOrDefault(move.Label), Mean);
        return Shrink(_moves.GetValueOrDefault(move), label) - Mean;
    }

    /// <summary>The effects of a derivation's moves together, in units of their number's square root, so that size as such is no merit.</summary>
    public double Effect(IReadOnlyCollection<Move> moves) => moves.Sum(Effect) / Math.Sqrt(moves.Count);

    private double Shrink((int Count, double Sum) seen, double towards) => (seen.Sum + (evidence * towards)) / (seen.Count + evidence);
}
