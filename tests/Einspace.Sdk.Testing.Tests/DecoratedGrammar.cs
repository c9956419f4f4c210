using Einspace.Sdk.Grammars;
using Einspace.Sdk.Grammars.Analysis;
using Einspace.Sdk.Graphs;

namespace Einspace.Sdk.Testing.Tests;

/// <summary>A sound grammar of which single members can be replaced by wrong ones.</summary>
internal sealed class DecoratedGrammar : Grammar
{
    private static readonly Grammar Sound = ToyGrammar.Endless;

    public override string Name => Sound.Name;

    public override TensorShape Input => Sound.Input;

    public override IReadOnlyList<SymbolDescription> Symbols => WrongSymbols ?? Sound.Symbols;

    public IReadOnlyList<SymbolDescription>? WrongSymbols { get; init; }

    public Func<Func<SampledArchitecture>, SampledArchitecture>? WrongSample { get; init; }

    public Func<Mutation?, Mutation?>? WrongMutate { get; init; }

    public Func<Crossover?, Crossover?>? WrongCross { get; init; }

    public Func<string, Func<Architecture>, Architecture>? WrongParse { get; init; }

    public Func<Architecture, DerivationCheck, DerivationCheck>? WrongCheck { get; init; }

    public Func<PartialDerivation, PartialDerivation>? WrongBegin { get; init; }

    public Func<Architecture, Func<ComputationGraph>, ComputationGraph>? WrongLower { get; init; }

    internal override SampledArchitecture Sample(RandomStream random, DerivationTally tally) => Sound.Sample(random, tally);

    public override bool HasDerivableMutants => Sound.HasDerivableMutants;

    public override SampledArchitecture Sample(RandomStream random) =>
        WrongSample is { } wrong ? wrong(() => Sound.Sample(random)) : Sound.Sample(random);

    public override Mutation? Mutate(Architecture parent, RandomStream random, int tries = 50)
    {
        Mutation? mutation = Sound.Mutate(parent, random, tries);
        return WrongMutate is { } wrong ? wrong(mutation) : mutation;
    }

    public override Crossover? Cross(Architecture first, Architecture second, RandomStream random, int tries = 50)
    {
        Crossover? cross = Sound.Cross(first, second, random, tries);
        return WrongCross is { } wrong ? wrong(cross) : cross;
    }

    public override Architecture Parse(string text) => WrongParse is { } wrong ? wrong(text, () => Sound.Parse(text)) : Sound.Parse(text);

    public override DerivationCheck Check(Architecture architecture)
    {
        DerivationCheck check = Sound.Check(architecture);
        return WrongCheck is { } wrong ? wrong(architecture, check) : check;
    }

    public override Grammar Reweigh(Func<SymbolDescription, ProductionDescription, double> share) => Sound.Reweigh(share);

    public override PartialDerivation Begin() => WrongBegin is { } wrong ? wrong(Sound.Begin()) : Sound.Begin();

    public override ComputationGraph Lower(Architecture architecture) =>
        WrongLower is { } wrong ? wrong(architecture, () => Sound.Lower(architecture)) : Sound.Lower(architecture);
}
