using Einspace.Sdk;
using Einspace.Sdk.Data;
using Einspace.Sdk.Grammars;
using Einspace.Sdk.Graphs;
using Einspace.Sdk.Plugins;

namespace Einspace.Grammar.Tests;

/// <summary>The options that stand for the reference's quirks (SPEC section 12), each by what it alone changes.</summary>
internal sealed class QuirkTests
{
    private static readonly EinspaceOptions Plain = new();

    [Test]
    public void The_reference_s_profile_sets_what_differs_and_nothing_else() => Assert.That(
        Spaces.ReferenceOptions,
        Is.EqualTo(new EinspaceOptions
        {
            DepthLimit = 100,
            MatchCatArity = false,
            AllowNormOfOnePixel = false,
            AllowMinimumDepth = false,
            KeepBranchingFactor = false,
            MutateInnersAsModules = false,
            MutateForeignTerminals = false,
            MutateCopiesAsOne = false,
            FilterMutants = false,
        }));

    [Test]
    public void Q1_a_bare_terminal_stays_as_written_or_is_wrapped()
    {
        const string Written = "seq(norm, branch(clone(4), 4*linear(16), add))";
        Sdk.Grammars.Grammar asWritten = Build(Plain);
        Sdk.Grammars.Grammar wrapping = Build(Plain with { WrapBareTerminals = true });
        Architecture wrapped = wrapping.Parse(Written);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(asWritten.Parse(Written).Text, Is.EqualTo(Written));
            Assert.That(asWritten.Check(asWritten.Parse(Written)), Has.Property("IsExecutable").True.And.Property("IsDerivable").False);
            Assert.That(wrapped.Text, Is.EqualTo("seq(comp(norm), branch(clone(4), 4*comp(linear(16)), add))"));
            Assert.That(wrapping.Check(wrapped).IsDerivable, Is.True);
            Assert.That(GraphPasses.Simplify(wrapping.Lower(wrapped)).Hash(), Is.EqualTo(GraphPasses.Simplify(asWritten.Lower(asWritten.Parse(Written))).Hash()));
        }
    }

    [TestCase("branch(clone(2), comp(norm), comp(norm), cat(1, 4))", "12,28,28")]
    [TestCase("branch(clone(4), 4*branch(clone(2), comp(norm), comp(norm), add), cat(1, 2))", "6,28,28")]
    public void Q2_cat_goes_by_the_number_in_its_name(string text, string shape)
    {
        Sdk.Grammars.Grammar byName = Build(Plain with { MatchCatArity = false });
        Assert.That(() => Build(Plain).Parse(text), Throws.TypeOf<ArchitectureSyntaxException>());
        Assert.That($"{byName.Lower(byName.Parse(text)).Output}", Is.EqualTo($"[{shape}]"));
    }

    [Test]
    public void Q2_alone_offers_other_numbers_only_to_branches_by_two()
    {
        Sdk.Grammars.Grammar byName = Build(Plain with { MatchCatArity = false });
        const string Nested = "branch(clone(4), 4*branch(clone(2), comp(norm), comp(norm), add), cat(1, 2))";
        Assert.That(byName.Check(byName.Parse(Nested)).IsDerivable, Is.False, "only with Q8");
        Assert.That(Build(Spaces.ReferenceOptions).Check(Architecture.Parse(Nested)).IsDerivable, Is.True);
    }

    [Test]
    public void Q3_col2im_only_where_there_are_as_many_tokens_as_pixels()
    {
        Sdk.Grammars.Grammar strict = Build(Plain with { StrictCol2im = true });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => strict.Parse("route(im2col(4, 4, 0), comp(linear(64)), col2im)"), Throws.Nothing);
            Assert.That(
                () => strict.Parse("route(im2col(4, 4, 0), route(permute(2, 1), comp(norm), identity), col2im)"),
                Throws.TypeOf<ArchitectureSyntaxException>().With.Message.Contains("'col2im', which cannot be computed for [48,49]"));
        }
    }

    [Test]
    public void Q4_norm_of_an_image_is_of_the_batch_or_of_the_instance()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Norm(Plain), Is.EqualTo(new Operator.BatchNorm(3)));
            Assert.That(Norm(Plain with { ImageNorm = ImageNorm.Instance }), Is.EqualTo(new Operator.InstanceNorm(3)));
        }

        static Operator Norm(EinspaceOptions options) =>
            Build(options) is var grammar ? grammar.Lower(grammar.Parse("seq(comp(norm), comp(identity))")).Entry.Nodes.Single().Operator : null!;
    }

    [Test]
    public void Q5_a_norm_of_one_pixel_gives_up_the_tree()
    {
        TensorShape pixel = new(3, 1, 1);
        Sdk.Grammars.Grammar grammar = EinspaceGrammar.Build(pixel, Spaces.ReferenceOptions with { DepthLimit = 5 });
        const string Written = "seq(comp(norm), comp(norm))";
        Assert.That(() => Spaces.Corrected(pixel).Parse(Written), Throws.Nothing);
        Assert.That(() => grammar.Parse(Written), Throws.TypeOf<ArchitectureSyntaxException>().With.Message.Contains("'norm', which cannot be computed for [3,1,1]"));

        // A linear map would widen the image, and norm be allowed after it.
        string[] pairs = [.. Enumerable.Range(0, 4000)
            .Select(i => grammar.Sample(Spaces.Random(i)).Architecture)
            .Where(sample => sample.UniqueNodes == 5 && sample.Root.Production == "seq" && !sample.Text.Contains("linear", StringComparison.Ordinal))
            .Select(sample => sample.Text)];
        Assert.That(pairs, Is.Not.Empty.And.None.Contains("norm"));
    }

    [Test]
    public void Q6_a_minimum_depth_is_refused_where_it_crashes_the_reference()
    {
        TaskSpec task = new("digits", Spaces.Image, InputMode.Image, 10);
        Assert.That(
            () => new EinspaceFactory().Create(Spaces.ReferenceOptions with { MinimumDepth = 2 }, task),
            Throws.TypeOf<InputException>().With.Message.Contains("'minimum-depth' is 2").And.Message.Contains("Q6"));
    }

    [Test]
    public void Q7_one_short_axis_forbids_grouping_along_all()
    {
        Assert.That(Groups(Plain), Is.EqualTo(new[] { "group(2, 2)", "group(2, 3)" }));
        Assert.That(
            Groups(Plain with { ShortestAxisLimitsGroups = false }),
            Is.EqualTo(new[] { "group(2, 2)", "group(2, 3)", "group(4, 2)", "group(4, 3)" }));

        static string[] Groups(EinspaceOptions options)
        {
            PartialDerivation derivation = Build(options).Begin();
            derivation.Choose(1);
            return [.. derivation.Options.Where(option => option.Production == "group").Select(option => $"group({string.Join(", ", option.Arguments)})")];
        }
    }

    [Test]
    public void Q8_a_branch_forgets_its_factor_after_a_branch()
    {
        const string Product = "branch(clone(2), branch(clone(2), comp(norm), comp(norm), add), comp(norm), dot-product)";
        const string Cat = "branch(clone(4), 4*branch(clone(2), comp(norm), comp(norm), add), cat(1, 4))";
        Sdk.Grammars.Grammar forgetting = Build(Plain with { KeepBranchingFactor = false });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Build(Plain).Check(Architecture.Parse(Product)).IsDerivable, Is.True);
            Assert.That(forgetting.Check(Architecture.Parse(Product)).IsExecutable, Is.False);
            Assert.That(forgetting.Check(Architecture.Parse(Cat)).IsDerivable, Is.True, "cat goes by the true number still");
        }
    }

    private static Sdk.Grammars.Grammar Build(EinspaceOptions options) => EinspaceGrammar.Build(Spaces.Image, options);
}
