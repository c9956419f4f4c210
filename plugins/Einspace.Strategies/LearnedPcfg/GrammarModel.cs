using Einspace.Sdk.Grammars;

namespace Einspace.Strategies.LearnedPcfg;

/// <summary>A grammar's probabilities as they are learnt: evidence for a factor on each production's own. Immutable.</summary>
internal sealed class GrammarModel
{
    private readonly Grammar _grammar;
    private readonly LearnedPcfgOptions _options;
    private readonly Dictionary<Use, double> _prior;
    private readonly Dictionary<Use, Evidence> _evidence;

    /// <summary>The grammar's own probabilities.</summary>
    public GrammarModel(Grammar grammar, LearnedPcfgOptions options)
        : this(grammar, options, Prior(grammar), [])
    {
    }

    private GrammarModel(Grammar grammar, LearnedPcfgOptions options, Dictionary<Use, double> prior, Dictionary<Use, Evidence> evidence) =>
        (_grammar, _options, _prior, _evidence) = (grammar, options, prior, evidence);

    /// <summary>Probabilities of each symbol's productions where all of them are options.</summary>
    public IReadOnlyDictionary<Use, double> Probabilities => Raise(1);

    /// <summary>How fast derivations grow by them, if nothing were filtered; above 1 they grow for ever with positive probability.</summary>
    public double Growth => GrowthRate(1);

    /// <summary>The grammar that draws by them.</summary>
    public Grammar ToGrammar()
    {
        Dictionary<Use, double> probabilities = Raise(1);
        return _grammar.Reweigh((symbol, production) => probabilities[Use.Of(symbol, production)]);
    }

    /// <summary>
    /// Learns from a generation: a production's probability follows its frequency in the elite relative to that in all, for
    /// backtracking and limits distort both alike.
    /// </summary>
    /// <param name="trials">What the trials used.</param>
    /// <param name="elite">Which of them are the elite.</param>
    public GrammarModel Learn(IReadOnlyList<UseCounts> trials, IReadOnlySet<int> elite)
    {
        Dictionary<Use, Evidence> evidence = _prior.Keys.ToDictionary(
            use => use, use => _evidence.GetValueOrDefault(use).Fade(1 - _options.Forgetting).Add(Weigh(use, trials, elite)));
        return new GrammarModel(_grammar, _options, _prior, evidence).Bounded();
    }

    private Evidence Weigh(Use use, IReadOnlyList<UseCounts> trials, IReadOnlySet<int> elite)
    {
        int uses = trials.Sum(trial => trial.Of(use)), chances = trials.Sum(trial => trial.Of(use.Symbol));
        if (uses == 0 || uses == chances || elite.Count == 0)
            return default;
        double frequency = uses / (double)chances;
        double Surplus(UseCounts trial) => trial.Of(use) - (frequency * trial.Of(use.Symbol));

        // The variance of a random choice of as many trials, which knows that the uses within a trial go together.
        double variance = trials.Sum(trial => Surplus(trial) * Surplus(trial)) / (trials.Count - 1)
            * elite.Count * (1 - (elite.Count / (double)trials.Count));
        double expected = frequency * (elite.Sum(trial => trials[trial].Of(use.Symbol)) + _options.Smoothing);
        // Relative, not its logarithm: whose mean is below 0 by chance alone, so that what is rare would die out.
        double surplus = elite.Sum(trial => Surplus(trials[trial])) / expected;
        double rate = _options.LearningRate;
        return new Evidence(rate * surplus, rate * rate * variance / (expected * expected));
    }

    /// <summary>Draws what was learnt back towards the grammar's own until derivations grow no faster than they may.</summary>
    private GrammarModel Bounded()
    {
        double most = Math.Max(_options.MaxGrowth, GrowthRate(0));
        double scale = 1;
        while (scale > 1e-3 && GrowthRate(scale) > most)
            scale *= 0.8;
        return new GrammarModel(_grammar, _options, _prior, _evidence.ToDictionary(known => known.Key, known => known.Value.Fade(scale)));
    }

    /// <summary>Probabilities with a part of what was learnt, mixed with the grammar's own.</summary>
    private Dictionary<Use, double> Raise(double scale)
    {
        Dictionary<Use, double> raised = _prior.ToDictionary(
            known => known.Key,
            known => known.Value * Math.Exp(scale * _evidence.GetValueOrDefault(known.Key).Believed(_options.Significance)));
        Dictionary<string, double> totals = raised.GroupBy(known => known.Key.Symbol).ToDictionary(symbol => symbol.Key, symbol => symbol.Sum(known => known.Value));
        return raised.ToDictionary(
            known => known.Key,
            known => ((1 - _options.Floor) * known.Value / totals[known.Key.Symbol]) + (_options.Floor * _prior[known.Key]));
    }

    /// <summary>
    /// How many symbols there are at a level of the tree for each of the level above, in the long run, if nothing were filtered: the
    /// largest eigenvalue of the matrix of expected children (by iteration; the identity is added, so that symbols that take turns
    /// don't oscillate). Above 1 trees grow for ever with positive probability. A repeated child counts once.
    /// </summary>
    private double GrowthRate(double scale)
    {
        Dictionary<Use, double> probabilities = Raise(scale);
        Dictionary<string, double> sizes = _grammar.Symbols.ToDictionary(symbol => symbol.Name, _ => 1.0);
        double rate = 0;
        for (int iteration = 0; iteration < 100; iteration++)
        {
            Dictionary<string, double> next = _grammar.Symbols.ToDictionary(symbol => symbol.Name, symbol => sizes[symbol.Name]
                + symbol.Productions.Sum(p => probabilities.GetValueOrDefault(Use.Of(symbol, p)) * p.Children.Sum(child => sizes[child])));
            rate = next.Values.Max();
            sizes = next.ToDictionary(known => known.Key, known => known.Value / rate);
        }

        return rate - 1;
    }

    private static Dictionary<Use, double> Prior(Grammar grammar)
    {
        Dictionary<Use, double> prior = [];
        foreach (SymbolDescription symbol in grammar.Symbols)
        {
            double rest = 1 - symbol.Productions.Sum(production => production.Probability ?? 0);
            double weights = symbol.Productions.Sum(production => production.Weight);
            foreach (ProductionDescription production in symbol.Productions.Where(p => p.Weight > 0 || p.Probability is not null))
                prior.Add(Use.Of(symbol, production), production.Probability ?? (rest * production.Weight / weights));
        }

        return prior;
    }
}
