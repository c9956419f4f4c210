using Einspace.Sdk;
using Einspace.Sdk.Grammars;
using Einspace.Sdk.Search;
using Einspace.Sdk.Testing;
using Einspace.Sdk.Testing.Fixtures;
using Einspace.Strategies.AdaptiveMutation;

namespace Einspace.Strategies.Tests;

[TestFixture]
internal sealed class AdaptiveMutationConformance : StrategyFixture
{
    protected override ISearchStrategy Create(StrategyContext context) =>
        new AdaptiveMutationFactory().Create((object)new AdaptiveMutationOptions { Population = Math.Min(5, context.Trials / 2) }, context);
}

internal sealed class AdaptiveMutationTests
{
    [Test]
    public void TheKindIsThatOfThePositionWhichTheGrammarChanged()
    {
        RandomStream random = RandomStream.Derive(0, "kinds");
        int mutations = 0;
        for (int i = 0; i < 300; i++)
        {
            Architecture parent = ToyGrammar.Endless.Sample(random).Architecture;
            if (ToyGrammar.Endless.Mutate(parent, random) is not { } mutation)
                continue;
            MutationKind? kind = MutationKind.Between(parent, mutation.Child);
            string from = Move.Of(parent)[mutation.Position].Label, to = Move.Of(mutation.Child)[mutation.Position].Label;
            Assert.That(kind, Is.EqualTo(new MutationKind(from.Split('(')[0], to.Split('(')[0])), $"{parent} became {mutation.Child}");
            mutations++;
        }

        Assert.That(mutations, Is.GreaterThan(250));
    }

    [Test]
    public void AKindIsWrittenIntoTheTag()
    {
        MutationKind kind = new("linear", "branch");

        Assert.That(kind.ToString(), Is.EqualTo("linear > branch"));
        Assert.That(MutationKind.Parse("linear > branch"), Is.EqualTo(kind));
        Assert.That(MutationKind.Parse(null), Is.Null);
    }

    [Test]
    public void AMutationIsWorthWhatItBroughtAndWhatItsProductionDid()
    {
        MutationValues values = new(learningRate: 0.1);
        values.Learn(new MutationKind("a", "b"), 0.4);
        values.Learn(new MutationKind("a", "b"), 0.2);
        values.Learn(new MutationKind("a", "c"), -0.6);

        // The production's mean is 0 and weighs two trials.
        Assert.That(values.Of(new MutationKind("a", "b")), Is.EqualTo(((2 * 0.3) + 0) / 4).Within(1e-12));
        Assert.That(values.Of(new MutationKind("a", "c")), Is.EqualTo(-0.6 / 3).Within(1e-12));
        Assert.That(values.Of(new MutationKind("a", "d")), Is.Zero.Within(1e-12));
        Assert.That(values.Of(new MutationKind("b", "a")), Is.Zero);
    }

    [Test]
    public void OldImprovementsAreForgotten()
    {
        MutationValues values = new(learningRate: 0.5);
        for (int i = 0; i < 20; i++)
            values.Learn(new MutationKind("a", "b"), 1);
        for (int i = 0; i < 5; i++)
            values.Learn(new MutationKind("a", "b"), -1);

        Assert.That(values.Of(new MutationKind("a", "b")), Is.EqualTo(-1 + (2 / 32.0)).Within(1e-6));
    }

    /// <summary>
    /// Only becoming a softmax pays. Bounds: by the law alone, measured in the same run, some one mutation in eight does; with 16
    /// mutants to choose from nearly every one could, but for the fifth that explores.
    /// </summary>
    [Test]
    public void ItLearnsWhatToMutateAndKeepsExploring()
    {
        double law = ShareOfSoftmax(new AdaptiveMutationOptions { Mutants = 1 });
        double learnt = ShareOfSoftmax(new AdaptiveMutationOptions { Mutants = 16, Exploration = 0.2 });

        Assert.That(law, Is.LessThan(0.25));
        Assert.That(learnt, Is.GreaterThan(2 * law).And.LessThan(0.95));
    }

    private static double ShareOfSoftmax(AdaptiveMutationOptions options)
    {
        Study study = new(ToyGrammar.Endless, 1000, context => new AdaptiveMutationFactory().Create((object)options, context));
        double[] scores = new double[400];
        int late = 0;
        for (int number = 0; number < 400; number++)
        {
            Proposal proposal = study.Propose();
            bool pays = MutationKind.Parse(proposal.Tag)?.To == "softmax";
            scores[number] = (proposal.Parents.IsEmpty ? 0 : scores[proposal.Parents[0]]) + (pays ? 1 : -0.1);
            study.Finish(number, scores[number]);
            late += pays && number >= 300 ? 1 : 0;
        }

        return late / 100.0;
    }
}
