using Einspace.Fidelity.Tests.Statistics;
using Einspace.Sdk;
using Einspace.Sdk.Grammars;
using Einspace.Sdk.Graphs;

namespace Einspace.Fidelity.Tests.Distribution;

/// <summary>
/// Mutation, one try at a time, against the exact law of one try: in the profile <c>reference</c> that of SPEC section 6 with Q12 and
/// Q14, otherwise the law that <see cref="Grammar.Mutate"/> states. Each test is at the level 10⁻⁴.
/// </summary>
[Category("Fidelity")]
internal sealed class MutationLawTests
{
    private const double TestLevel = 1e-4;
    private const int Tries = 60_000;

    private static readonly TensorShape Image = new(3, 28, 28);

    /// <summary>
    /// A repeated module at the root's own branch, whose changes always fit; a product, which most changes before it break; and copies in
    /// copies, deeper than the grammar draws, so that no filter is asked. Depth limits leave subtrees few enough to enumerate.
    /// </summary>
    private static readonly (string Text, int DepthLimit)[] Parents =
    [
        ("branch(clone(4), 4*comp(linear(64)), add)", 1),
        ("seq(comp(softmax), branch(clone(2), comp(identity), comp(norm), dot-product))", 2),
        ("route(im2col(3, 2, 1), branch(clone(8), 8*branch(clone(4), 4*comp(linear(32)), add), cat(2, 8)), col2im)", 2),
    ];

    private static readonly Dictionary<(string, bool), Dictionary<(int Position, string Text), long>> Drawn = [];

    private static IEnumerable<TestCaseData> Cases() =>
        from parent in Parents
        from isReference in (bool[])[true, false]
        select new TestCaseData(parent.Text, parent.DepthLimit, isReference)
            .SetArgDisplayNames($"{parent.Text}, {(isReference ? "reference" : "corrected")}");

    /// <summary>How often each site was drawn and its change accepted, and how often a try was in vain.</summary>
    [TestCaseSource(nameof(Cases))]
    public void Sites_are_chosen_and_changes_accepted_as_the_law_says(string parent, int depthLimit, bool isReference)
    {
        ExactMutation law = Law(parent, depthLimit, isReference);
        Dictionary<int, double> expected = [];
        for (int position = 1; position < law.SiteLaw.Length; position++)
            expected[position] = law.SiteLaw[position] * law.ChildrenAt(position).Values.Sum();
        Dictionary<int, long> found = Draw(parent, depthLimit, isReference)
            .GroupBy(drawn => drawn.Key.Position, drawn => drawn.Value).ToDictionary(drawn => drawn.Key, drawn => drawn.Sum());
        // Whole trees of depth 2 are too many to enumerate; what is drawn at the root is the tree itself and always accepted.
        expected[0] = law.SiteLaw[0];
        expected[-1] = 1 - expected.Values.Sum();
        AssertFits(found, expected.Where(cell => cell.Value > 1e-12).ToDictionary());
    }

    [TestCaseSource(nameof(Cases))]
    public void The_subtree_at_a_site_follows_the_grammar_given_what_flows_in(string parent, int depthLimit, bool isReference)
    {
        ExactMutation law = Law(parent, depthLimit, isReference);
        Dictionary<(int Position, string Text), long> drawn = Draw(parent, depthLimit, isReference);
        HolmFamily family = new();
        for (int position = depthLimit > 1 ? 1 : 0; position < law.SiteLaw.Length; position++)
        {
            Dictionary<string, double> children = law.ChildrenAt(position);
            double sum = children.Values.Sum();
            Dictionary<string, long> found = drawn.Where(cell => cell.Key.Position == position).ToDictionary(cell => cell.Key.Text, cell => cell.Value);
            if (sum > 0)
                family.Add($"at {position}", ChiSquare.Fits(found, children.ToDictionary(child => child.Key, child => child.Value / sum)));
            else
                Assert.That(found, Is.Empty, $"at {position}");
        }

        TestContext.Out.WriteLine(family.Smallest(3));
        Assert.That(family.Rejected(TestLevel), Is.Empty);
    }

    [Test]
    public void The_two_laws_would_not_pass_for_each_other()
    {
        (string parent, int depthLimit) = Parents[0];
        ExactMutation reference = Law(parent, depthLimit, isReference: true), corrected = Law(parent, depthLimit, isReference: false);
        Assert.That(ChiSquare.Power(All(corrected), All(reference), Tries, TestLevel), Is.GreaterThan(0.999));

        static Dictionary<(int, string), double> All(ExactMutation law)
        {
            Dictionary<(int, string), double> all = law.SiteLaw.Index()
                .SelectMany(site => law.ChildrenAt(site.Index).Select(child => (Key: (site.Index, child.Key), Value: site.Item * child.Value)))
                .ToDictionary(cell => cell.Key, cell => cell.Value);
            if (1 - all.Values.Sum() is > 1e-12 and var vain)
                all[(-1, "")] = vain;
            return all;
        }
    }

    private static void AssertFits(Dictionary<int, long> found, Dictionary<int, double> expected)
    {
        double p = ChiSquare.Fits(found, expected);
        string cells = string.Join(", ", expected.OrderBy(cell => cell.Key).Select(cell =>
            $"{(cell.Key < 0 ? "in vain" : $"at {cell.Key}")} {(double)found.GetValueOrDefault(cell.Key) / Tries:F4} for {cell.Value:F4}"));
        TestContext.Out.WriteLine($"{cells}: p = {p:G3}");
        Assert.That(p, Is.GreaterThan(TestLevel), cells);
    }

    private static ExactMutation Law(string parent, int depthLimit, bool isReference) => new(
        new WrittenRules { DepthLimit = depthLimit, IsReference = isReference }, Spaces.FlowOf(Image), Architecture.Parse(parent).Root);

    private static Dictionary<(int Position, string Text), long> Draw(string parent, int depthLimit, bool isReference)
    {
        lock (Drawn)
        {
            if (Drawn.TryGetValue((parent, isReference), out Dictionary<(int, string), long>? known))
                return known;
            Sdk.Grammars.Grammar grammar = Spaces.Build(Image, isReference, depthLimit);
            Architecture architecture = grammar.Parse(parent);
            RandomStream random = RandomStream.Derive(1, "mutation law");
            Dictionary<(int, string), long> counts = [];
            for (int i = 0; i < Tries; i++)
            {
                Mutation? mutation = grammar.Mutate(architecture, random, tries: 1);
                (int, string) key = mutation is null ? (-1, "") : (mutation.Position, mutation.Child.Text);
                counts[key] = counts.GetValueOrDefault(key) + 1;
            }

            Drawn.Add((parent, isReference), counts);
            return counts;
        }
    }
}
