using Einspace.Sdk.Grammars;
using Einspace.Sdk.Graphs;

namespace Einspace.Sdk.Tests.Grammars;

internal sealed class SamplingTests
{
    private static readonly string[] Frozen =
        ["sum(keep, keep)", "keep", "double", "keep", "thrice(3*keep)", "keep", "double"];

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(2)]
    public void Samples_follow_the_law_of_removal_and_redrawing(int depthLimit)
    {
        Grammar grammar = TinyGrammar.Build(depthLimit);
        var law = new TinyLaw(depthLimit).At(width: 2, depth: 0);
        RandomStream random = RandomStream.Derive(7, "law", (ulong)depthLimit);
        SampledArchitecture[] samples = [.. Enumerable.Range(0, 100_000).Select(_ => grammar.Sample(random))];

        Assert.That(law.Failure, Is.EqualTo(0).Within(1e-9));
        ChiSquare.AssertFits(
            ChiSquare.Count(samples.Select(sample => sample.Architecture.Text)),
            law.Trees.ToDictionary(tree => tree.Key.Text, tree => tree.Value));
        Assert.That(samples.Average(sample => sample.Draws), Is.EqualTo(law.Draws).Within(0.01 * law.Draws));
    }

    [Test]
    public void Every_sample_is_derivable()
    {
        Grammar grammar = TinyGrammar.Build(depthLimit: 4);
        RandomStream random = RandomStream.Derive(1, "test");
        for (int i = 0; i < 2000; i++)
        {
            Architecture sample = grammar.Sample(random).Architecture;
            Assert.That(grammar.Check(sample), Is.EqualTo(new DerivationCheck(true, true, null)), sample.Text);
        }
    }

    [Test]
    public void The_same_seed_gives_the_same_samples_for_ever()
    {
        Grammar grammar = TinyGrammar.Build(depthLimit: 3);
        string[] texts = [.. Enumerable.Range(0, Frozen.Length)
            .Select(i => grammar.Sample(RandomStream.Derive(0, "frozen", (ulong)i)).Architecture.Text)];
        Assert.That(texts, Is.EqualTo(Frozen));
    }

    // What the engine makes can be read back: what would be too deep to be read is not made.
    [Test]
    public void The_deepest_derivation_is_read_back_and_a_deeper_one_is_refused_with_a_sentence()
    {
        Architecture deepest = Chain(until: 1999).Sample(RandomStream.Derive(0, "test")).Architecture;
        Assert.That(deepest.Depth, Is.EqualTo(1999));
        Assert.That(Chain(until: 1999).Parse(deepest.Text), Is.EqualTo(deepest));

        const string Sentence = "A derivation of 'link' has 2000 productions inside each other and goes on with another 'link': the grammar needs a limit of depth";
        Assert.That(() => Chain(until: 2000).Sample(RandomStream.Derive(0, "test")), Throws.TypeOf<InputException>().With.Message.StartsWith(Sentence));
        Assert.That(() => Chain(until: int.MaxValue).Sample(RandomStream.Derive(0, "test")), Throws.TypeOf<InputException>().With.Message.StartsWith(Sentence));

        static Grammar Chain(int until)
        {
            GrammarBuilder<Width> chain = new("chain");
            chain.Symbol("link").Production("link").When((in w, depth) => depth < until).Child("link");
            chain.Symbol("link").Production("end").When((in w, depth) => depth == until);
            return chain.Build(new TensorShape(1, 2), new Width(2));
        }
    }

    [Test]
    public void A_deep_derivation_needs_no_deep_stack()
    {
        GrammarBuilder<Width> chain = new("chain");
        chain.Symbol("link").Production("link").When((in w, depth) => depth < 1000).Child("link");
        chain.Symbol("link").Production("end").When((in w, depth) => depth == 1000);
        Grammar grammar = chain.Build(new TensorShape(1, 2), new Width(2));
        Architecture architecture = grammar.Sample(RandomStream.Derive(0, "test")).Architecture;
        Assert.That(architecture.UniqueNodes, Is.EqualTo(1001));
        Thread small = new(
            () =>
            {
                Assert.That(grammar.Parse(architecture.Text), Is.EqualTo(architecture));
                Assert.That(grammar.Lower(architecture).Output, Is.EqualTo(new TensorShape(1, 2)));
            },
            maxStackSize: 256 << 10);
        small.Start();
        small.Join();
    }

    [Test]
    public void A_grammar_that_derives_nothing_for_its_input_says_so()
    {
        GrammarBuilder<Width> grammar = new("narrow");
        grammar.Symbol("only").Production("leaf").When((in w, depth) => w.Size > 2);
        Assert.That(
            () => grammar.Build(new TensorShape(1, 2), new Width(2)).Sample(RandomStream.Derive(0, "test")),
            Throws.TypeOf<InputException>().With.Message.Contains("derives nothing for an input of shape [1,2]"));
    }
}
