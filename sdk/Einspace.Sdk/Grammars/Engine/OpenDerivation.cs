using System.Numerics;

namespace Einspace.Sdk.Grammars.Engine;

/// <summary>The partial derivation that a <see cref="DeclaredGrammar{TState}"/> begins.</summary>
internal sealed class OpenDerivation<TState> : PartialDerivation
    where TState : unmanaged, IEquatable<TState>
{
    /// <summary>Sampling's law discards committed choices rarely but can; then only drawing again helps, as often as this.</summary>
    private const int CompletionAttempts = 100;

    private readonly GrammarRules<TState> _rules;
    private readonly TState _initial;
    private readonly Derivation<TState> _derivation;
    private readonly Derivation<TState> _scratch;
    private readonly List<int> _choices = [];
    private readonly List<int> _productions = [];
    private List<DerivationOption>? _options;

    public OpenDerivation(GrammarRules<TState> rules, in TState initial)
    {
        _rules = rules;
        _initial = initial;
        _derivation = new Derivation<TState>(rules);
        _scratch = new Derivation<TState>(rules);
        _derivation.Begin(symbol: 0, in _initial, depth: 0);
    }

    public override bool IsComplete => !_derivation.IsOpen;

    public override string? Symbol => IsComplete ? null : _rules.Symbols[_derivation.Top.Symbol].Name;

    public override IReadOnlyList<DerivationOption> Options => _options ??= LookAhead();

    public override int Depth => _choices.Count;

    public override void Choose(int option)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(option);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(option, Options.Count);
        int production = _productions[option];
        _choices.Add(production);
        _derivation.Choose(production);
        _options = null;
    }

    public override void Undo()
    {
        if (_choices.Count == 0)
            throw new InvalidOperationException("No choice was made that could be taken back.");
        _choices.RemoveAt(_choices.Count - 1);
        _derivation.Begin(symbol: 0, in _initial, depth: 0);
        foreach (int production in _choices)
            _derivation.Choose(production);
        _options = null;
    }

    public override Architecture? Complete(RandomStream random) => Complete(random, count: 1, CompletionAttempts) is [var architecture] ? architecture : null;

    public override IReadOnlyList<Architecture> Complete(RandomStream random, int count, int attempts)
    {
        ArgumentNullException.ThrowIfNull(random);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (IsComplete)
            return [.. Enumerable.Repeat(ToArchitecture(), count)];
        List<Architecture> completed = [];
        for (int attempt = 0; attempt < attempts && completed.Count < count && Options.Count > 0; attempt++)
        {
            _scratch.CopyFrom(_derivation);
            _scratch.Commit();
            if (_scratch.Complete(random))
                completed.Add(new Architecture(DerivationTree.Build(_rules, _scratch.Records)));
        }

        return completed;
    }

    public override Architecture ToArchitecture() => IsComplete
        ? new Architecture(DerivationTree.Build(_rules, _derivation.Records))
        : throw new InvalidOperationException($"The derivation has an open position, a '{Symbol}'; choose there, or complete it.");

    /// <summary>The options whose rules hold, tried out on a copy; notes their productions.</summary>
    private List<DerivationOption> LookAhead()
    {
        _productions.Clear();
        if (IsComplete)
            return [];
        Symbol<TState> symbol = _rules.Symbols[_derivation.Top.Symbol];
        ulong possible = 0;
        foreach (int option in Bits(_derivation.Top.Options))
        {
            _scratch.CopyFrom(_derivation);
            if (_scratch.Choose(symbol.First + option) is DerivationStep.Open or DerivationStep.Complete)
                possible |= 1UL << option;
        }

        List<DerivationOption> options = [];
        foreach (int option in Bits(possible))
        {
            Production<TState> production = _rules.Productions[symbol.First + option];
            _productions.Add(symbol.First + option);
            options.Add(new DerivationOption(production.Name, production.Arguments, symbol.ProbabilityOf(option, possible)));
        }

        return options;
    }

    private static IEnumerable<int> Bits(ulong options)
    {
        for (; options != 0; options &= options - 1)
            yield return BitOperations.TrailingZeroCount(options);
    }
}
