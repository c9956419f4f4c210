using Einspace.Sdk.Grammars;
using Einspace.Sdk.Graphs;

namespace Einspace.Sdk.Testing.Tests;

/// <summary>Every rule for grammars catches a grammar that breaks it, and lets sound ones pass.</summary>
internal sealed class GrammarSuiteTests
{
    private static readonly Architecture Underivable = ToyGrammar.Endless.Parse("linear(32)");

    private static IEnumerable<ConformanceRule<Grammar>> Rules => GrammarSuite.Rules;

    [TestCaseSource(nameof(Rules))]
    public void TheToyGrammarKeepsEveryPromise(ConformanceRule<Grammar> rule) => rule.Check(ToyGrammar.Endless);

    [TestCaseSource(nameof(Rules))]
    public void AGrammarOfThreeNetworksKeepsEveryPromise(ConformanceRule<Grammar> rule) => rule.Check(ToyGrammar.Finite(3));

    [TestCaseSource(nameof(Rules))]
    public void AGrammarOfOneNetworkKeepsEveryPromise(ConformanceRule<Grammar> rule) => rule.Check(ToyGrammar.Finite(1));

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

    private static DecoratedGrammar Wrong(Func<PartialDerivation, PartialDerivation> begin) => new() { WrongBegin = begin };

    private static void AssertCaught(string rule, string found, DecoratedGrammar wrong) =>
        Breach.AssertCaught(GrammarSuite.Rules, rule, wrong, found);
}
