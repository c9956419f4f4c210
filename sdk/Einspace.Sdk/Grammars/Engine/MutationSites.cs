namespace Einspace.Sdk.Grammars.Engine;

/// <summary>The positions of a parent, drawn and treated as a <see cref="MutationLaw"/> says.</summary>
internal sealed class MutationSites<TState>
    where TState : unmanaged, IEquatable<TState>
{
    private readonly MutationLaw _law;
    private readonly Derivation<TState> _parent;
    private readonly GrammarRules<TState> _rules;
    private readonly MutationSite[] _sites = [];
    private readonly double[] _cumulated = [];

    public MutationSites(GrammarRules<TState> rules, MutationLaw law, Derivation<TState> parent)
    {
        (_rules, _law, _parent) = (rules, law, parent);
        if (law.Weight is null && law.Symbol is null && law.Effect is null)
            return;
        _sites = new MutationSite[parent.Count];
        for (int i = 0; i < _sites.Length; i++)
            _sites[i] = SiteOf(parent.Records[i], parent.Attributes[i].Symbol);
        if (law.Weight is { } weight)
            _cumulated = Cumulate(_sites, weight);
    }

    /// <summary>Draws a position.</summary>
    public int Draw(RandomStream random)
    {
        if (_cumulated.Length == 0)
            return random.NextInt(_parent.Count);
        int found = Array.BinarySearch(_cumulated, random.NextDouble() * _cumulated[^1]);
        if (found < 0)
            return ~found;
        // What falls on the border belongs to the next node that has any weight.
        int next = found + 1;
        while (_cumulated[next] == _cumulated[found])
            next++;
        return next;
    }

    /// <summary>The symbol by whose options a position is drawn again; −1 where it cannot change.</summary>
    public int SymbolAt(int position)
    {
        int own = _parent.Attributes[position].Symbol;
        if (_law.Symbol is not { } rule)
            return own;
        string? name = rule(_sites[position]);
        if (name is null || name == _rules.Symbols[own].Name)
            return name is null ? -1 : own;
        int symbol = Array.FindIndex(_rules.Symbols, known => known.Name == name);
        return symbol >= 0
            ? symbol
            : throw new InvalidOperationException($"The law of mutation names the symbol '{name}', which the grammar does not have.");
    }

    /// <summary>Whether a change there takes effect.</summary>
    public bool TakesEffect(int position, RandomStream random)
    {
        double probability = _law.Effect is { } effect ? effect(_sites[position]) : 1;
        return probability >= 1 || random.NextDouble() < probability;
    }

    private MutationSite SiteOf(in DerivationRecord record, int symbol)
    {
        Symbol<TState> known = _rules.Symbols[symbol];
        return new MutationSite(
            record.Parent < 0 ? null : _sites[record.Parent],
            known.Name,
            _rules.Productions[record.Production].Name,
            record.Production - known.First < known.Options,
            record.Count);
    }

    private static double[] Cumulate(MutationSite[] sites, Func<MutationSite, double> weight)
    {
        double[] cumulated = new double[sites.Length];
        double sum = 0;
        for (int i = 0; i < sites.Length; i++)
        {
            double share = weight(sites[i]);
            if (!(share >= 0 && double.IsFinite(share)))
                throw new InvalidOperationException($"The law of mutation gives '{sites[i].Production}' the weight {share}; it must be 0 or more.");
            cumulated[i] = sum += share;
        }

        return sum > 0 ? cumulated : throw new InvalidOperationException("The law of mutation gives every node the weight 0.");
    }
}
