using Einspace.Sdk;
using Einspace.Sdk.Grammars;
using Einspace.Sdk.Search;
using Einspace.Sdk.Testing;
using Einspace.Sdk.Testing.Fixtures;
using Einspace.Strategies.SurrogateEvolution;

namespace Einspace.Strategies.Tests;

[TestFixture]
internal sealed class SurrogateEvolutionConformance : StrategyFixture
{
    protected override ISearchStrategy Create(StrategyContext context) =>
        new SurrogateEvolutionFactory().Create((object)new SurrogateEvolutionOptions { Population = Math.Min(5, context.Trials / 2), Mutants = 4 }, context);
}

internal sealed class SurrogateEvolutionTests
{
    [Test]
    public void RidgeRegressionSolvesItsNormalEquations()
    {
        // By hand: the feature 1, 2, 3 standardised is −√1.5, 0, √1.5; the targets 1, 3, 5 less their mean −2, 0, 2; the weight
        // therefore 4√1.5 / (3 + penalty).
        RidgeRegression model = new([[1], [2], [3]], [1, 3, 5], penalty: 1);
        double weight = 4 * Math.Sqrt(1.5) / 4;

        Assert.That(model.Predict([2]), Is.EqualTo(3).Within(1e-12));
        Assert.That(model.Predict([3]), Is.EqualTo(3 + (weight * Math.Sqrt(1.5))).Within(1e-12));
    }

    [Test]
    public void RidgeRegressionFindsThePlaneFromWhichItsTargetsCome()
    {
        RandomStream random = RandomStream.Derive(0, "ridge");
        double[][] rows = [.. Enumerable.Range(0, 200).Select(_ => Enumerable.Range(0, 6).Select(i => i == 5 ? 7.0 : random.NextNormal()).ToArray())];
        static double Plane(double[] row) => 2 + row[0] - (3 * row[1]) + (0.5 * row[2]);
        RidgeRegression model = new(rows, [.. rows.Select(Plane)], penalty: 1e-6);

        foreach (double[] row in rows.Take(10))
            Assert.That(model.Predict(row), Is.EqualTo(Plane(row)).Within(1e-4));
    }

    [Test]
    public void FeaturesAreCountsSizesAndCosts()
    {
        SearchSpace space = new(ToyGrammar.Endless, ToyGrammar.Task, new Limits());
        Features features = new(ToyGrammar.Endless);
        double[] chain = features.Of(space.Realise(ToyGrammar.Endless.Parse("seq(linear(4), seq(linear(4), relu))")));
        double[] copies = features.Of(space.Realise(ToyGrammar.Endless.Parse("copies(4*linear(8))")));

        string[] labels = [.. ToyGrammar.Endless.Symbols.SelectMany(s => s.Productions).Select(p => p.Arguments.IsEmpty ? p.Name : $"{p.Name}({p.Arguments[0]})")];
        Assert.That(chain, Has.Length.EqualTo(labels.Length + 8));
        Assert.That(chain[Array.IndexOf(labels, "linear(4)")], Is.EqualTo(Math.Log(3)));
        Assert.That(chain[Array.IndexOf(labels, "norm")], Is.Zero);
        Assert.That(chain[labels.Length], Is.EqualTo(Math.Log(5)), "unique nodes");
        Assert.That(copies[labels.Length + 1], Is.EqualTo(Math.Log(5)), "expanded nodes: the root and four copies");
        Assert.That(chain[labels.Length + 2], Is.EqualTo(Math.Log(3)), "depth");
        Assert.That(copies[^1], Is.LessThan(chain[^1]), "the copies stand side by side");
    }

    [Test]
    public void PlainEvolutionComesFirstAndThenThePromisingMutants()
    {
        // A score that production counts explain: the share of softmax among the nodes.
        double late = LateShare(new SurrogateEvolutionOptions { Population = 20, Mutants = 16 });
        double plain = LateShare(new SurrogateEvolutionOptions { Population = 20, Mutants = 1 });

        Assert.That(late, Is.GreaterThan(plain));
    }

    [Test]
    public void WhileTheHistoryIsShortItIsPlainEvolution()
    {
        static string[] First(int mutants) =>
        [
            .. New(new SurrogateEvolutionOptions { Population = 10, WarmUp = 40, Mutants = mutants }).Run(45, number => number * 37 % 61).Select(p => p.Architecture.Text),
        ];

        Assert.That(First(16).Take(40), Is.EqualTo(First(1).Take(40)));
        Assert.That(First(16), Is.Not.EqualTo(First(1)));
    }

    private static double LateShare(SurrogateEvolutionOptions options)
    {
        Study study = New(options);
        List<double> shares = [];
        for (int number = 0; number < 120; number++)
        {
            Architecture architecture = study.Propose().Architecture;
            shares.Add(Move.Of(architecture).Count(move => move.Label == "softmax") / (double)architecture.UniqueNodes);
            study.Finish(number, shares[^1]);
        }

        return shares.Skip(60).Average();
    }

    private static Study New(SurrogateEvolutionOptions options) =>
        new(ToyGrammar.Endless, 1000, context => new SurrogateEvolutionFactory().Create((object)options, context));
}
