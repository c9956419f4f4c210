using System.Collections.Immutable;

namespace Einspace.Sdk.Grammars.Analysis;

/// <summary>
/// Counts what derivations do: draws and nodes by production, and by level how many children of each type a draw or a node of each type
/// has. A type is a symbol with a class of attributes.
/// </summary>
internal sealed class DerivationTally(DerivationTypes types)
{
    private readonly Level[] _levels = [new(), new(), new()];
    private readonly Dictionary<(int Symbol, int Option), Production> _productions = [];

    /// <summary>The sizes of finished architectures.</summary>
    public List<double> UniqueNodes { get; } = [];

    /// <inheritdoc cref="UniqueNodes"/>
    public List<double> ExpandedNodes { get; } = [];

    /// <inheritdoc cref="UniqueNodes"/>
    public List<double> Depths { get; } = [];

    /// <summary>The draws that each took.</summary>
    public List<double> Draws { get; } = [];

    /// <summary>How types are numbered.</summary>
    public DerivationTypes Types => types;

    /// <summary>The deepest level on which anything was drawn.</summary>
    public int Deepest { get; private set; }

    /// <summary>Draws architectures in ten batches, whose differences show how sure the figures are.</summary>
    public static ImmutableArray<DerivationTally> Observe(Grammar grammar, int samples, ulong seed, CancellationToken cancellation)
    {
        const int Batches = 10;
        DerivationTypes types = new(grammar.Symbols.Count);
        ImmutableArray<DerivationTally> tallies = [.. Enumerable.Range(0, Batches).Select(_ => new DerivationTally(types))];
        for (int number = 0; number < samples; number++)
        {
            cancellation.ThrowIfCancellationRequested();
            DerivationTally tally = tallies[number % Batches];
            SampledArchitecture sample = grammar.Sample(RandomStream.Derive(seed, "analysis", (ulong)number), tally);
            tally.UniqueNodes.Add(sample.Architecture.UniqueNodes);
            tally.ExpandedNodes.Add((double)sample.Architecture.ExpandedNodes);
            tally.Depths.Add(sample.Architecture.Depth);
            tally.Draws.Add(sample.Draws);
        }

        return tallies;
    }

    /// <summary>Notes a draw.</summary>
    /// <param name="type">The position's type.</param>
    /// <param name="above">The type of the position above; −1 at the root.</param>
    /// <param name="depth">The position's depth.</param>
    /// <param name="option">The option that was drawn.</param>
    /// <param name="isOpen">Whether all options of the symbol were there to be drawn.</param>
    public void Draw(int type, int above, int depth, int option, bool isOpen)
    {
        Production counts = Of(types.SymbolOf(type), option);
        counts.Drawn++;
        counts.DrawnOpen += isOpen ? 1 : 0;
        _levels[(int)GrowthMeasure.Work].Add(type, above, depth, 1);
        Deepest = Math.Max(Deepest, depth);
    }

    /// <summary>Notes a node of a finished architecture.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="above">Its parent's type; −1 at the root.</param>
    /// <param name="depth">Its depth.</param>
    /// <param name="option">Its production.</param>
    /// <param name="count">How many copies of it its parent has.</param>
    /// <param name="aboveOption">Its parent's production.</param>
    public void Node(int type, int above, int depth, int option, int count, int aboveOption)
    {
        Of(types.SymbolOf(type), option).Kept++;
        _levels[(int)GrowthMeasure.UniqueNodes].Add(type, above, depth, 1);
        _levels[(int)GrowthMeasure.ExpandedNodes].Add(type, above, depth, count);
        if (above >= 0)
            Of(types.SymbolOf(above), aboveOption).AddChild(types.SymbolOf(type), count);
    }

    /// <summary>The counts of a production.</summary>
    public Production Of(int symbol, int option)
    {
        if (!_productions.TryGetValue((symbol, option), out Production? counts))
            _productions.Add((symbol, option), counts = new Production());
        return counts;
    }

    /// <summary>
    /// The mean numbers of children, by type of parent and of child, of parents down to a depth. Parents count alike, whatever copies
    /// there are of them.
    /// </summary>
    public static double[,] Means(IReadOnlyList<DerivationTally> tallies, GrowthMeasure measure, int depth)
    {
        int size = tallies[0].Types.Count;
        double[,] children = new double[size, size];
        double[] parents = new double[size];
        foreach (DerivationTally tally in tallies)
            tally._levels[(int)measure].AddTo(children, parents, depth);
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j < size; j++)
                children[i, j] = parents[i] > 0 ? children[i, j] / parents[i] : 0;
        }

        return children;
    }

    /// <summary>The counts of one production.</summary>
    internal sealed class Production
    {
        private readonly Dictionary<int, (long Nodes, long Copies)> _children = [];

        /// <summary>How often it was drawn.</summary>
        public long Drawn { get; set; }

        /// <summary>How often it was drawn where all options of its symbol were open.</summary>
        public long DrawnOpen { get; set; }

        /// <summary>How many unique nodes it has in finished architectures.</summary>
        public long Kept { get; set; }

        /// <summary>Notes a child.</summary>
        public void AddChild(int symbol, int copies)
        {
            (long nodes, long all) = _children.GetValueOrDefault(symbol);
            _children[symbol] = (nodes + 1, all + copies);
        }

        /// <summary>All children of a symbol, once or by copies.</summary>
        public long Children(int symbol, bool copies) =>
            copies ? _children.GetValueOrDefault(symbol).Copies : _children.GetValueOrDefault(symbol).Nodes;
    }

    /// <summary>The parents and children of one measure, by depth of the parent.</summary>
    private sealed class Level
    {
        private readonly Dictionary<(int Depth, int Above, int Type), double> _children = [];
        private readonly Dictionary<(int Depth, int Type), double> _parents = [];

        public void Add(int type, int above, int depth, int count)
        {
            _parents[(depth, type)] = _parents.GetValueOrDefault((depth, type)) + 1;
            if (above >= 0)
                _children[(depth - 1, above, type)] = _children.GetValueOrDefault((depth - 1, above, type)) + count;
        }

        public void AddTo(double[,] children, double[] parents, int deepest)
        {
            foreach (((int depth, int type), double count) in _parents)
                parents[type] += depth <= deepest ? count : 0;
            foreach (((int depth, int above, int type), double count) in _children)
                children[above, type] += depth <= deepest ? count : 0;
        }
    }
}
