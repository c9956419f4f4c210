namespace Einspace.Strategies.AdaptiveMutation;

/// <summary>
/// Q-learning (Watkins 1989) of what improvement a mutation brings: at two levels, by the kind of production that is mutated and by
/// what it becomes. A mutation ends its episode, so that there is nothing to discount. What was seldom tried is worth little more or
/// less than its production at large, and a production never mutated 0: as much as no change, which is more than most bring.
/// </summary>
/// <param name="learningRate">How far a value moves towards a new improvement; while those are few, it is their mean.</param>
internal sealed class MutationValues(double learningRate)
{
    /// <summary>How many trials of a mutation weigh as much as those of its production at large.</summary>
    private const double Evidence = 2;

    private readonly Dictionary<string, (int Count, double Value)> _from = [];
    private readonly Dictionary<MutationKind, (int Count, double Value)> _kinds = [];

    public double Of(MutationKind kind)
    {
        (int count, double value) = _kinds.GetValueOrDefault(kind);
        return ((count * value) + (Evidence * _from.GetValueOrDefault(kind.From).Value)) / (count + Evidence);
    }

    public void Learn(MutationKind kind, double improvement)
    {
        _from[kind.From] = Towards(_from.GetValueOrDefault(kind.From), improvement);
        _kinds[kind] = Towards(_kinds.GetValueOrDefault(kind), improvement);
    }

    private (int Count, double Value) Towards((int Count, double Value) old, double target) =>
        (old.Count + 1, old.Value + (Math.Max(learningRate, 1.0 / (old.Count + 1)) * (target - old.Value)));
}
