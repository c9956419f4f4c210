using Einspace.Sdk.Grammars;
using Einspace.Sdk.Graphs;

namespace Einspace.Sdk.Testing.Tests;

/// <summary>Every rule for grammars catches a grammar that breaks it, and lets sound ones pass.</summary>
internal sealed class GrammarSuiteTests
{
    private static readonly Architecture Underivable = ToyGrammar.Endless.Parse("linear(32)");

    private static IEnumerable<ConformanceRule<GrammarUnderTest>> Rules => GrammarSuite.Rules;

    [TestCaseSource(nameof(Rules))]
    public void TheToyGrammarKeepsEveryPromise(ConformanceRule<GrammarUnderTest> rule) => rule.Check(new(ToyGrammar.Endless, graph => graph.Output));

    [TestCaseSource(nameof(Rules))]
    public void AGrammarOfThreeNetworksKeepsEveryPromise(ConformanceRule<GrammarUnderTest> rule) => rule.Check(new(ToyGrammar.Finite(3)));

    [TestCaseSource(nameof(Rules))]
    public void AGrammarOfOneNetworkKeepsEveryPromise(ConformanceRule<GrammarUnderTest> rule) => rule.Check(new(ToyGrammar.Finite(1)));

    [Test]
    public void TextThatIsReadAsAnother() => AssertCaught("text", "is read as",
        new() { WrongParse = (text, parse) => text.Contains("softmax") ? Architecture.Parse(text.Replace("softmax", "relu")) : parse() });

    [Test]
    public void WhiteSpaceThatIsRefused() => AssertCaught("text", "an unexpected ArchitectureSyntaxException",
        new() { WrongParse = (text, parse) => text.Contains('\t') ? Architecture.Parse("(") : parse() });

    [Test]
    public void AProductionThatDoesNotExist() => AssertCaught("malformed-text", "'no-such-production' is read as",
        new() { WrongParse = (text, parse) => text == "no-such-production" ? Architecture.Parse(text) : parse() });

    [Test]
    public void AnotherExceptionForMalformedText() => AssertCaught("malformed-text", "an unexpected ArgumentException",
        new() { WrongParse = (text, parse) => text == "" ? throw new ArgumentException("empty") : parse() });

    [Test]
    public void ASampleThatTheGrammarDoesNotMake() => AssertCaught("samples", "the sample linear(32) is not derivable",
        new() { WrongSample = _ => new SampledArchitecture(Underivable, 1) });

    [Test]
    public void ASampleThatDependsOnThePast()
    {
        int drawn = 0;
        AssertCaught("deterministic", "and then", new()
        {
            WrongSample = sample => drawn++ % 2 == 0 ? sample() : new SampledArchitecture(Underivable, 1),
        });
    }

    [Test]
    public void AMutantThatDependsOnThePast()
    {
        int drawn = 0;
        AssertCaught("deterministic", "the mutant", new() { WrongMutate = mutant => mutant! with { Child = Architecture.Parse($"linear({++drawn})") } });
    }

    [Test]
    public void ASampleThatDependsOnOtherThreads()
    {
        int inside = 0;
        AssertCaught("concurrent", "with four threads", new()
        {
            WrongSample = sample =>
            {
                bool alone = Interlocked.Increment(ref inside) == 1;
                Thread.Sleep(1);
                Interlocked.Decrement(ref inside);
                return alone ? sample() : new SampledArchitecture(Underivable, 1);
            },
        });
    }

    [Test]
    public void AGraphOfAnotherInput() => AssertCaught("lowering", "takes [2,2], the grammar [4,8]",
        new() { WrongLower = (_, _) => GraphBuilder.Build(new TensorShape(2, 2), (_, x) => x) });

    [Test]
    public void AnotherGraphTheSecondTime()
    {
        int lowered = 0;
        AssertCaught("lowering", "another graph when", new()
        {
            WrongLower = (_, _) => GraphBuilder.Build(new TensorShape(4, 8), (block, x) => block.Apply($"{lowered++}", new Operator.Softmax(), x)),
        });
    }

    [Test]
    public void ExecutableThatDoesNotLower() => AssertCaught("check-and-lower", "executable, but lowering refuses it",
        new() { WrongLower = (_, _) => throw new InputException("never") });

    [Test]
    public void DerivableThatIsNotExecutable() => AssertCaught("check-and-lower", "is derivable, not executable",
        new() { WrongCheck = (_, check) => check with { IsDerivable = true, IsExecutable = false, Reason = "no" } });

    [Test]
    public void ARefusalWithoutAReason() => AssertCaught("check-and-lower", "the reason ''",
        new() { WrongCheck = (_, check) => check with { Reason = null } });

    [Test]
    public void AMutantThatTheGrammarDoesNotMake() => AssertCaught("mutants", "linear(32) is not derivable",
        new() { WrongMutate = mutant => mutant! with { Child = Underivable } });

    [Test]
    public void AMutatedPositionThatDoesNotExist() => AssertCaught("mutants", "position 100000 of the",
        new() { WrongMutate = mutant => mutant! with { Position = 100_000 } });

    [Test]
    public void MoreTriesThanAllowed() => AssertCaught("mutants", "8 tries where 7 were allowed",
        new() { WrongMutate = mutant => mutant! with { Tries = 8 } });

    [Test]
    public void ACrossoverThatDependsOnThePast()
    {
        int drawn = 0;
        AssertCaught("deterministic", "the crossover", new() { WrongCross = cross => cross is null ? null : cross with { Tries = ++drawn } });
    }

    [Test]
    public void AChildThatTheGrammarDoesNotMake() => AssertCaught("crosses", "linear(32) is not derivable",
        new() { WrongCross = cross => cross is null ? null : cross with { Child = Underivable } });

    [Test]
    public void ACrossedPositionThatDoesNotExist() => AssertCaught("crosses", "and 100000 of",
        new() { WrongCross = cross => cross is null ? null : cross with { Donor = 100_000 } });

    [Test]
    public void MoreMatchesThanTries() => AssertCaught("crosses", "9 matches of",
        new() { WrongCross = cross => cross is null ? null : cross with { Matches = 9 } });

    [Test]
    public void ANoOpThatIsNotTold() => AssertCaught("crosses", "to equal one of its parents",
        new() { WrongCross = cross => cross is null ? null : cross with { IsNoOp = false } });

    [Test]
    public void AnExactMatchThatChangesTheRestOfTheTree() => AssertCaught("crosses", "where an exact match of", new()
    {
        WrongCross = cross => cross is { IsNoOp: false, Match: CrossoverMatch.Exact }
            ? cross with { Child = Architecture.Parse("seq(norm, seq(norm, softmax))") }
            : cross,
    });

    [Test]
    public void ProbabilitiesThatDoNotSumToOne() => AssertCaught("options", "the probabilities", Wrong(sound =>
        new DecoratedDerivation(sound) { WrongOptions = options => [.. options.Select(o => o with { Probability = o.Probability / 2 })] }));

    [Test]
    public void AChoiceThatIsNotTakenBack() => AssertCaught("undo", "after a choice was taken back", Wrong(sound =>
        new DecoratedDerivation(sound) { WrongUndo = _ => { } }));

    [Test]
    public void CompletingTheDerivationItself() => AssertCaught("completion", "after completing a copy", Wrong(sound =>
        new DecoratedDerivation(sound)
        {
            WrongComplete = (derivation, architecture) =>
            {
                derivation.Undo();
                return architecture;
            },
        }));

    [Test]
    public void CompletingAgainstTheChoicesTaken() => AssertCaught("completion", "where the first choice was", Wrong(sound =>
        new DecoratedDerivation(sound) { WrongComplete = (_, _) => Architecture.Parse("softmax") }));

    [Test]
    public void AChildThatIsNoSymbol() => AssertCaught("symbols", "has a child of the symbol nowhere", new()
    {
        WrongSymbols = [new SymbolDescription("module", [new ProductionDescription("seq", [], ["module", "nowhere"], 1, null)])],
    });

    [Test]
    public void WeightsThatAreNotTheDeclaredOnes() => AssertCaught("declared-weights", "draws of module with all options open", new()
    {
        WrongSymbols = [.. ToyGrammar.Endless.Symbols.Select(symbol => symbol with
        {
            Productions = [.. symbol.Productions.Select(production => production.Name == "relu" ? production with { Weight = 2 * production.Weight } : production)],
        })],
    });

    [Test]
    public void AProductionThatMutationForgets() => AssertCaught("mutation-reach", "softmax is", new()
    {
        WrongMutate = mutant => mutant is null || mutant.Child.Text.Contains("softmax") ? null : mutant,
    });

    [Test]
    public void ASampleThatNoDerivationReaches() => AssertCaught("derivation-reach", "linear is no option of choice 0 (module: seq, both", new()
    {
        WrongSample = _ => new SampledArchitecture(Underivable, 1),
    });

    [Test]
    public void AnOptionThatDerivationsLack() => AssertCaught("derivation-reach", "softmax is no option of choice", Wrong(sound =>
        new DecoratedDerivation(sound) { WrongOptions = options => [.. options.Where(option => option.Production != "softmax")] }));

    [Test]
    public void ANetworkThatIsNeverSampled() => AssertCaught("derivation-reach", "linear(3) is reached by choices of probability 0.333", new(ToyGrammar.Finite(3))
    {
        WrongSample = sample =>
        {
            SampledArchitecture sampled;
            do
                sampled = sample();
            while (sampled.Architecture.Text == "linear(3)");
            return sampled;
        },
    });

    [Test]
    public void CopiesThatAreLoweredOneByOne() => AssertCaught("proportional", "operators and calls for", new()
    {
        WrongLower = (architecture, _) => GraphBuilder.Build(new TensorShape(4, 8), (block, x) =>
        {
            for (UInt128 node = 0; node < architecture.ExpandedNodes && node < 6000; node++)
                x = block.Apply("0", new Operator.Softmax(), x);
            return x;
        }),
    });

    [Test]
    public void CopiesThatAreReadOneByOne() => AssertCaught("proportional", "bytes of work for", new()
    {
        WrongCheck = (architecture, check) => new byte[(int)(1000 * architecture.ExpandedNodes)].Length > 0 ? check : check,
    });

    [Test]
    public void AnotherShapeThanPredicted() => Breach.AssertCaught(
        GrammarSuite.Rules, "executed-shapes", new GrammarUnderTest(ToyGrammar.Endless, _ => new TensorShape(1, 2, 3)), "[1,2,3] comes out where [4,");

    [Test]
    public void AGraphThatDoesNotRun() => Breach.AssertCaught(
        GrammarSuite.Rules, "executed-shapes", new GrammarUnderTest(ToyGrammar.Endless, _ => throw new ArithmeticException("too small")), "does not run: ArithmeticException: too small");

    private static DecoratedGrammar Wrong(Func<PartialDerivation, PartialDerivation> begin) => new() { WrongBegin = begin };

    private static void AssertCaught(string rule, string found, DecoratedGrammar wrong) =>
        Breach.AssertCaught(GrammarSuite.Rules, rule, new GrammarUnderTest(wrong), found);
}
