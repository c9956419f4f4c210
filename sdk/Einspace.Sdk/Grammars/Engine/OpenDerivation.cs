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
    private List<(int Production, DerivationOption Option)>? _options;

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

    public override IReadOnlyList<DerivationOption> Options => [.. LookAhead().Select(option => option.Option)];

    public override int Depth => _choices.Count;

    public override void Choose(int option)
    {
        List<(int Production, DerivationOption Option)> options = LookAhead();
        ArgumentOutOfRangeException.ThrowIfNegative(option);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(option, options.Count);
        _choices.Add(options[option].Production);
        _derivation.Choose(options[option].Production);
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

    public override Architecture? Complete(RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(random);
        if (IsComplete)
            return ToArchitecture();
        for (int attempt = 0; attempt < CompletionAttempts && LookAhead().Count > 0; attempt++)
        {
            _scratch.CopyFrom(_derivation);
            _scratch.Commit();
            if (_scratch.Complete(random))
                return new Architecture(DerivationTree.Build(_rules, _scratch.Records));
        }

        return null;
    }

    public override Architecture ToArchitecture() => IsComplete
        ? new Architecture(DerivationTree.Build(_rules, _derivation.Records))
        : throw new InvalidOperationException($"The derivation has an open position, a '{Symbol}'; choose there, or complete it.");

    /// <summary>The options whose rules hold, tried out on a copy.</summary>
    private List<(int Production, DerivationOption Option)> LookAhead()
    {
        if (_options is not null)
            return _options;
        _options = [];
        if (IsComplete)
            return _options;
        Symbol<TState> symbol = _rules.Symbols[_derivation.Top.Symbol];
        ulong possible = 0;
        for (ulong rest = _derivation.Top.Options; rest != 0; rest &= rest - 1)
        {
            _scratch.CopyFrom(_derivation);
            if (_scratch.Choose(symbol.First + BitOperations.TrailingZeroCount(rest)) != DerivationStep.Failed)
                possible |= rest & (0 - rest);
        }

        for (ulong rest = possible; rest != 0; rest &= rest - 1)
        {
            int option = BitOperations.TrailingZeroCount(rest);
            Production<TState> production = _rules.Productions[symbol.First + option];
            double probability = symbol.ProbabilityOf(option, possible);
            _options.Add((symbol.First + option, new DerivationOption(production.Name, production.Arguments, probability)));
        }

        return _options;
    }
}
