using System.Collections.Immutable;
using Einspace.Sdk.Grammars.Analysis;
using Einspace.Sdk.Graphs;

namespace Einspace.Sdk.Grammars.Engine;

/// <summary>The grammar that a <see cref="GrammarBuilder{TState}"/> declares, bound to an input.</summary>
internal sealed class DeclaredGrammar<TState> : Grammar
    where TState : unmanaged, IEquatable<TState>
{
    /// <summary>A grammar whose rules give up this often in a row would keep sampling busy for ever.</summary>
    private const int FreshTrees = 10_000;

    private readonly GrammarRules<TState> _rules;
    private readonly TState _initial;
    private readonly MutationLaw _mutation;
    private Derivation<TState>? _idle;

    public DeclaredGrammar(
        string name,
        TensorShape input,
        TState initial,
        GrammarRules<TState> rules,
        MutationLaw mutation,
        IReadOnlyList<SymbolDescription> symbols)
    {
        Name = name;
        Input = input;
        Symbols = symbols;
        _initial = initial;
        _rules = rules;
        _mutation = mutation;
    }

    public override string Name { get; }

    public override TensorShape Input { get; }

    public override IReadOnlyList<SymbolDescription> Symbols { get; }

    public override bool HasDerivableMutants => _mutation.AsksGuards;

    public override SampledArchitecture Sample(RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(random);
        Derivation<TState> derivation = Interlocked.Exchange(ref _idle, null) ?? new Derivation<TState>(_rules);
        SampledArchitecture sample = Sample(random, derivation);
        _idle = derivation;
        return sample;
    }

    /// <summary>Samples while somebody hears of every draw, those of failed attempts included.</summary>
    internal SampledArchitecture Sample(RandomStream random, Action<Symbol<TState>, ulong, int> drawn) =>
        Sample(random, new Derivation<TState>(_rules) { Drawn = drawn });

    public override Mutation? Mutate(Architecture parent, RandomStream random, int tries = 50)
    {
        ArgumentNullException.ThrowIfNull(parent);
        ArgumentNullException.ThrowIfNull(random);
        ArgumentOutOfRangeException.ThrowIfLessThan(tries, 1);
        (Derivation<TState> derivation, bool isDerivable) = Derive(parent);
        return new Mutator<TState>(_rules, _initial, _mutation, Lower).Mutate(parent, derivation, isDerivable, random, tries);
    }

    public override Crossover? Cross(Architecture first, Architecture second, RandomStream random, int tries = 50)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        ArgumentNullException.ThrowIfNull(random);
        ArgumentOutOfRangeException.ThrowIfLessThan(tries, 1);
        (Derivation<TState> one, bool isDerivable) = Derive(first);
        (Derivation<TState> other, bool isOtherDerivable) = Derive(second);
        Crosser<TState> crosser = new(_rules, _initial, _mutation.Accepts, Lower);
        return crosser.Cross(one, other, isDerivable && isOtherDerivable, random, tries) is { } cross
            ? cross with { IsNoOp = cross.Child.Equals(first) || cross.Child.Equals(second) }
            : null;
    }

    public override Architecture Parse(string text)
    {
        (DerivationNode root, IReadOnlyList<NodeInText> places) = ArchitectureReader.Read(text);
        Derivation<TState> derivation = new(_rules);
        DerivationReader<TState> reader = new(_rules, derivation);
        if (reader.Read(FlatNode.Flatten(root), in _initial, completes: true))
            return new Architecture(reader.IsCompleted ? DerivationTree.Build(_rules, derivation.Records) : root);
        DerivationFault fault = reader.Failure!;
        NodeInText place = places[fault.Node];
        int position = fault.Part switch
        {
            DerivationPart.Count => place.Start,
            DerivationPart.Name => place.Name,
            _ => place.End,
        };
        throw ArchitectureSyntaxException.At(text, position, fault.Expected, fault.Found);
    }

    public override DerivationCheck Check(Architecture architecture)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        DerivationReader<TState> reader = new(_rules, new Derivation<TState>(_rules));
        List<FlatNode> nodes = FlatNode.Flatten(architecture.Root);
        bool isExecutable = reader.Read(nodes, in _initial);
        DerivationFault? fault = reader.Failure ?? reader.Objection;
        return new DerivationCheck(isExecutable && reader.Objection is null, isExecutable, Describe(fault, nodes));
    }

    public override Grammar Reweigh(Func<SymbolDescription, ProductionDescription, double> share)
    {
        ArgumentNullException.ThrowIfNull(share);
        SymbolDescription[] described = [.. Symbols.Select(symbol => symbol.Reweigh(share))];
        Symbol<TState>[] symbols = [.. _rules.Symbols.Zip(described, (symbol, description) =>
        {
            Dictionary<string, double> shares = description.Productions.ToDictionary(p => p.Label, p => p.Probability ?? p.Weight);
            return new Symbol<TState>(symbol, [.. _rules.Productions.AsSpan(symbol.First, symbol.Options).ToArray().Select(p => shares[p.Label])]);
        })];
        GrammarRules<TState> rules = new([.. symbols], [.. _rules.Productions]) { Classes = _rules.Classes };
        return new DeclaredGrammar<TState>(Name, Input, _initial, rules, _mutation, described);
    }

    public override PartialDerivation Begin() => new OpenDerivation<TState>(_rules, in _initial);

    public override ComputationGraph Lower(Architecture architecture)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        return new Lowering<TState>(_rules, Derive(architecture).Derivation).Run(Input);
    }

    /// <summary>What an executable architecture's root synthesizes.</summary>
    internal TState Synthesize(Architecture architecture) => Derive(architecture).Derivation.Attributes[0].Synthesized;

    internal override SampledArchitecture Sample(RandomStream random, DerivationTally tally)
    {
        DerivationObserver<TState> observer = new(_rules, tally);
        SampledArchitecture sample = Sample(random, observer.Derivation, keepsAttributes: true);
        observer.CountNodes();
        return sample;
    }

    private SampledArchitecture Sample(RandomStream random, Derivation<TState> derivation, bool keepsAttributes = false)
    {
        long draws = 0;
        for (int trees = 0; trees < FreshTrees; trees++)
        {
            derivation.Begin(symbol: 0, in _initial, depth: 0, keepsAttributes);
            bool isComplete = derivation.Complete(random);
            draws += derivation.Draws;
            if (isComplete)
                return new SampledArchitecture(new Architecture(DerivationTree.Build(_rules, derivation.Records)), draws);
            if (!derivation.IsGivenUp)
                throw new InputException($"Grammar '{Name}' derives nothing for an input of shape {Input} with these options.");
        }

        throw new InputException(
            $"Grammar '{Name}' gave up {FreshTrees} trees in a row for an input of shape {Input} with these options.");
    }

    private static string? Describe(DerivationFault? fault, List<FlatNode> nodes)
    {
        if (fault is null)
            return null;
        string found = fault.Found ?? $"no further child of '{nodes[fault.Node].Node.Production}'";
        return $"At position {DerivationPath.Of(nodes, fault.Node)}: found {found}, expected {fault.Expected}.";
    }

    private (Derivation<TState> Derivation, bool IsDerivable) Derive(Architecture architecture)
    {
        Derivation<TState> derivation = new(_rules);
        DerivationReader<TState> reader = new(_rules, derivation);
        List<FlatNode> nodes = FlatNode.Flatten(architecture.Root);
        if (!reader.Read(nodes, in _initial))
            throw new InputException($"The architecture is none of grammar '{Name}' for inputs of shape {Input}. {Describe(reader.Failure, nodes)}");
        return (derivation, reader.Objection is null);
    }
}
