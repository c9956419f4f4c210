using Einspace.Grammar.Notation;
using Einspace.Sdk.Grammars;
using Einspace.Sdk.Graphs;

namespace Einspace.Grammar.Tests;

/// <summary>The reference's notation by hand; the recorded texts are tested in Einspace.Fidelity.Tests.</summary>
internal sealed class ReferenceNotationTests
{
    private static readonly ReferenceNotation Notation = new();

    [TestCase("seq(comp(linear64), norm)", "seq(comp(linear(64)), norm)")]
    [TestCase("branch(group_dim8s2d, rep8(comp(softmax)), cat_tensors3d8t)", "branch(group(8, 2), 8*comp(softmax), cat(3, 8))")]
    [TestCase("branch(clone_tensor2, maxpool3k2s1p, comp(linear_x4), scaled_dot_product)", "branch(clone(2), max-pool(3, 2, 1), comp(linear-x4), scaled-dot-product)")]
    [TestCase("route(im2col16k16s0p, comp(conv1d8k1s3p32d), permute21)", "route(im2col(16, 16, 0), comp(conv1d(8, 1, 3, 32)), permute(2, 1))")]
    public void A_text_converts_both_ways(string theirs, string ours)
    {
        Assert.That(Notation.Read(theirs).Text, Is.EqualTo(ours));
        Assert.That(Notation.Write(ours), Is.EqualTo(theirs));
    }

    [Test]
    public void White_space_and_commas_separate() => Assert.That(
        Notation.Read("\n seq ( comp(norm)\tcomp( leakyrelu ) ,\r\n)").Text, Is.EqualTo("seq(comp(norm), comp(leaky-relu))"));

    [TestCase("3,28,28", 2)]
    [TestCase("49,48", 1)]
    public void What_is_sampled_converts_and_back(string input, int dimensions)
    {
        TensorShape shape = new([.. input.Split(',').Select(long.Parse)]);
        Sdk.Grammars.Grammar grammar = EinspaceGrammar.Build(shape, new EinspaceOptions { Dimensions = dimensions });
        for (int i = 0; i < 500; i++)
        {
            string text = grammar.Sample(Spaces.Random(i)).Architecture.Text;
            Assert.That(Notation.Read(Notation.Write(text)).Text, Is.EqualTo(text));
        }
    }

    [TestCase("", 1, 1, "the end of the text", "a module: seq(A, B), branch(")]
    [TestCase("seq(comp(norm), comp(nrm))", 1, 22, "'nrm'", "identity, linearN, ")]
    [TestCase("seq(comp(norm),\n  comp(linear064))", 2, 8, "'linear064'", "identity, linearN, ")]
    [TestCase("seq(comp(norm))", 1, 15, "')'", "a module: ")]
    [TestCase("seq(comp(norm), norm, norm)", 1, 23, "'norm'", "')', because 'seq' is complete")]
    [TestCase("seq comp(norm)", 1, 5, "'comp'", "'(' after 'seq'")]
    [TestCase("comp(norm) comp(norm)", 1, 12, "'comp'", "the end of the text")]
    [TestCase("branch(clone_tensor3, norm, norm, add_tensors)", 1, 8, "'clone_tensor3'", "clone_tensor2, clone_tensor4, clone_tensor8, group_dim2s1d")]
    [TestCase("branch(clone_tensor4, rep8(norm), add_tensors)", 1, 23, "'rep8'", "rep4(A), the inner module of all 4 branches")]
    [TestCase("branch(clone_tensor2, rep2(norm), add_tensors)", 1, 23, "'rep2'", "a module: ")]
    [TestCase("branch(clone_tensor2, norm, norm, add)", 1, 35, "'add'", "dot_product, scaled_dot_product, add_tensors, cat_tensors1d2t")]
    [TestCase("route(col2im, norm, identity)", 1, 7, "'col2im'", "identity, permute21, ")]
    [TestCase("route(identity, norm, im2col1k1s0p)", 1, 23, "'im2col1k1s0p'", "identity, permute21, ")]
    public void A_malformed_text_is_refused_where_it_goes_wrong(string text, int line, int column, string found, string expected)
    {
        ArchitectureSyntaxException error = Assert.Throws<ArchitectureSyntaxException>(() => Notation.Read(text));
        Assert.That((error.Line, error.Column, error.Found), Is.EqualTo((line, column, found)));
        Assert.That(error.Expected, Does.StartWith(expected));
    }

    [TestCase("seq(comp(norm), comp(nrm))", 1, 22, "'nrm'", "identity, linear, conv1d, norm, ")]
    [TestCase("seq(comp(norm),\n comp(cat(1, 2)))", 2, 7, "'cat(1, 2)'", "identity, linear, conv1d, norm, ")]
    [TestCase("seq(comp(norm), 4*comp(norm))", 1, 17, "4 times 'comp'", "one of it")]
    [TestCase("branch(clone(4), 2*comp(norm), add)", 1, 18, "2 times 'comp'", "4 of it")]
    [TestCase("branch(clone(2), 2*comp(norm), add)", 1, 1, "'branch' with 3 children", "4")]
    [TestCase("branch(clone(3), 3*comp(norm), add)", 1, 8, "'clone(3)'", "clone or group ")]
    [TestCase("route(permute(1, 1), comp(norm), identity)", 1, 7, "'permute(1, 1)'", "identity, permute or im2col ")]
    [TestCase("seq(norm(comp(norm)), norm)", 1, 5, "'norm'", "seq, branch, route or comp, or one of identity")]
    [TestCase("branch", 1, 1, "'branch' with 0 children", "4")]
    [TestCase("seq(comp(norm)", 1, 15, "the end of the text", "',' or ')'")]
    public void What_the_notation_has_no_word_for_is_refused_where_it_stands(string text, int line, int column, string found, string expected)
    {
        ArchitectureSyntaxException error = Assert.Throws<ArchitectureSyntaxException>(() => Notation.Write(text));
        Assert.That((error.Line, error.Column, error.Found), Is.EqualTo((line, column, found)));
        Assert.That(error.Expected, Does.StartWith(expected));
    }

    [Test]
    public void A_hostile_text_is_refused_without_exhausting_the_stack()
    {
        Assert.That(
            () => Notation.Read(string.Concat(Enumerable.Repeat("seq(", 1_000_000))),
            Throws.TypeOf<ArchitectureSyntaxException>().With.Message.Contains("at most 1000 nested parentheses"));
        string deep = string.Concat(Enumerable.Repeat("seq(norm, ", 1990)) + "norm" + new string(')', 1990);
        Assert.That(Notation.Write(deep), Is.EqualTo(deep));
    }
}
