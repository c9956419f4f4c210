using Einspace.Sdk.Grammars;
using Einspace.Sdk.Grammars.Analysis;
using Einspace.Sdk.Graphs;

namespace Einspace.Sdk.Testing.Tests;

/// <summary>A sound grammar of which single members can be replaced by wrong ones.</summary>
internal sealed class DecoratedGrammar(Grammar? sound = null) : Grammar
{
    private readonly Grammar _sound = sound ?? ToyGrammar.Endless;

    public override string Name => _sound.Name;

    public override TensorShape Input => _sound.Input;

    public override IReadOnlyList<SymbolDescription> Symbols => WrongSymbols ?? _sound.Symbols;

    public IReadOnlyList<SymbolDescription>? WrongSymbols { get; init; }

    public Func<Func<SampledArchitecture>, SampledArchitecture>? WrongSample { get; init; }

    public Func<Mutation?, Mutation?>? WrongMutate { get; init; }

    public Func<Crossover?, Crossover?>? WrongCross { get; init; }

    public Func<string, Func<Architecture>, Architecture>? WrongParse { get; init; }

    public Func<Architecture, DerivationCheck, DerivationCheck>? WrongCheck { get; init; }

    public Func<PartialDerivation, PartialDerivation>? WrongBegin { get; init; }

    public Func<Architecture, Func<ComputationGraph>, ComputationGraph>? WrongLower { get; init; }

    internal override SampledArchitecture Sample(RandomStream random, DerivationTally tally) => _sound.Sample(random, tally);

    public override bool HasDerivableMutants => _sound.HasDerivableMutants;

    public override SampledArchitecture Sample(RandomStream random) =>
        WrongSample is { } wrong ? wrong(() => _sound.Sample(random)) : _sound.Sample(random);

    public override Mutation? Mutate(Architecture parent, RandomStream random, int tries = 50)
    {
        Mutation? mutation = _sound.Mutate(parent, random, tries);
        return WrongMutate is { } wrong ? wrong(mutation) : mutation;
    }

    public override Crossover? Cross(Architecture first, Architecture second, RandomStream random, int tries = 50)
    {
        Crossover? cross = _sound.Cross(first, second, random, tries);
        return WrongCross is { } wrong ? wrong(cross) : cross;
    }

    public override Architecture Parse(string text) => WrongParse is { } wrong ? wrong(text, () => _sound.Parse(text)) : _sound.Parse(text);

    public override DerivationCheck Check(Architecture architecture)
    {
        DerivationCheck check = _sound.Check(architecture);
        return WrongCheck is { } wrong ? wrong(architecture, check) : check;
    }

    public override Grammar Reweigh(Func<SymbolDescription, ProductionDescription, double> share) => _sound.Reweigh(share);

    public override PartialDerivation Begin() => WrongBegin is { } wrong ? wrong(_sound.Begin()) : _sound.Begin();

    public override ComputationGraph Lower(Architecture architecture) =>
        WrongLower is { } wrong ? wrong(architecture, () => _sound.Lower(architecture)) : _sound.Lower(architecture);
}
