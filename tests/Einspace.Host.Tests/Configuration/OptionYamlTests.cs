using System.Collections.Immutable;
using Einspace.Host.Configuration;
using Einspace.Sdk;
using Einspace.Sdk.Plugins;
using FsCheck;
using FsCheck.Fluent;

namespace Einspace.Host.Tests.Configuration;

internal sealed class OptionYamlTests
{
    private static readonly string[] Words =
        ["", "null", "~", "true", "1e3", "a b", " a", "a ", "a: b", "# a", "'", "\"", "- x", "[1]", "{", "*a", "&a", "!t", "@x", "%", "a\nb", "\t", "é", "comp(linear(64), 2*x)", "\u2028", "?", "---", "null\n", "-", "-3", "a,", "/a/b", string.Join(' ', Enumerable.Repeat("word", 100))];

    [Test]
    public void Every_option_knows_its_line_and_column()
    {
        OptionTree.Mapping options = OptionYaml.Read("seed: 1\nstrategy:\n  population: 50\n  sizes: [3, 28]\n", "study.yaml");

        OptionTree.Mapping strategy = (OptionTree.Mapping)options["strategy"]!;
        OptionTree.Sequence sizes = (OptionTree.Sequence)strategy["sizes"]!;
        Assert.Multiple(() =>
        {
            Assert.That($"{options["seed"]!.Origin}", Is.EqualTo("study.yaml, line 1, column 7"));
            Assert.That($"{strategy.Origin}", Is.EqualTo("study.yaml, line 2, column 1"));
            Assert.That($"{strategy["population"]!.Origin}", Is.EqualTo("study.yaml, line 3, column 15"));
            Assert.That($"{sizes.Items[1].Origin}", Is.EqualTo("study.yaml, line 4, column 14"));
        });
    }

    [Test]
    public void Scalars_are_text_and_only_an_unquoted_null_is_null()
    {
        OptionTree.Mapping options = OptionYaml.Read("a: null\nb: ~\nc:\nd: 'null'\ne: \"\"\nf: yes\ng: 010\n", "x");

        Assert.That(
            options.Entries.Select(entry => ((OptionTree.Scalar)entry.Value).Text),
            Is.EqualTo(new string?[] { null, null, null, "null", "", "yes", "010" }));
    }

    [Test]
    public void Anchors_are_followed()
    {
        OptionTree.Mapping options = OptionYaml.Read("a: &x {k: 1}\nb: *x\n", "x");

        Assert.That(options["b"], Is.EqualTo(options["a"]));
    }

    [TestCase("")]
    [TestCase("# nothing\n")]
    [TestCase("---\n")]
    public void An_empty_text_holds_no_options(string text) =>
        Assert.That(OptionYaml.Read(text, "x"), Is.EqualTo(OptionTree.Empty));

    [TestCase("- 1\n", "f.yaml, line 1, column 1: found a list, expected a mapping of options, such as 'seed: 1'.")]
    [TestCase("hello\n", "f.yaml, line 1, column 1: found 'hello', expected a mapping of options, such as 'seed: 1'.")]
    [TestCase("a: 1\nb: 2\na: 3\n", "f.yaml, line 3, column 1: the option 'a' is given twice.")]
    [TestCase("a: 1\n---\nb: 2\n", "f.yaml, line 2, column 1: found a second document, expected only one.")]
    [TestCase("[a]: 1\n", "f.yaml, line 1, column 1: found a key that is not text, expected an option's name.")]
    [TestCase("a: *b\n", "f.yaml, line 1, column 4: ")]
    [TestCase("a: [1, 2\n", "f.yaml, line 2, column 1: not valid YAML: ")]
    [TestCase("a: b: c\n", "f.yaml, line 1, column 5: not valid YAML: ")]
    public void A_wrong_text_is_refused_with_its_place(string text, string message) => Assert.That(
        () => OptionYaml.Read(text, "f.yaml"), Throws.TypeOf<InputException>().With.Message.StartsWith(message));

    [Test]
    public void Nesting_is_bounded() => Assert.That(
        () => OptionYaml.Read("a: " + new string('[', 5000) + new string(']', 5000), "f.yaml"),
        Throws.TypeOf<InputException>().With.Message.Contains("deep"));

    [Test]
    public void A_missing_file_is_named() => Assert.That(
        () => OptionYaml.ReadFile("/nowhere/x.yaml"), Throws.TypeOf<InputException>().With.Message.Contains("/nowhere/x.yaml"));

    [Test]
    public void Options_are_written_for_people() => Assert.That(
        OptionYaml.Write(OptionYaml.Read("{seed: 1, strategy: {name: random, sizes: [3, 28], none: null, empty: {}}, list: [{a: 1}]}", "x")),
        Is.EqualTo("seed: 1\nstrategy:\n  name: random\n  sizes: [3, 28]\n  none: null\n  empty: {}\nlist:\n- a: 1\n"));

    [FsCheck.NUnit.Property]
    public Property What_is_written_reads_back_the_same()
    {
        Gen<string> word = Gen.OneOf(Gen.Elements(Words), ArbMap.Default.GeneratorFor<NonNull<string>>().Select(s => Valid(s.Get)));
        Gen<OptionTree> Tree(int depth)
        {
            Gen<OptionTree> scalar = Gen.OneOf(word.Select(text => (OptionTree)new OptionTree.Scalar(text)), Gen.Constant((OptionTree)new OptionTree.Scalar(null)));
            if (depth == 0)
                return scalar;
            Gen<OptionTree> list = Tree(depth - 1).ListOf(3).Select(items => (OptionTree)new OptionTree.Sequence([.. items]));
            return Gen.OneOf(scalar, list, Map(depth).Select(map => (OptionTree)map));
        }

        Gen<OptionTree.Mapping> Map(int depth) => word.ListOf(3).SelectMany(keys => Tree(depth - 1).ListOf(3).Select(
            values => new OptionTree.Mapping([.. keys.Distinct().Zip(values, KeyValuePair.Create)])));

        return Prop.ForAll(Map(3).ToArbitrary(), options => OptionYaml.Read(OptionYaml.Write(options), "x").Equals(options));
    }

    // YAML holds no control characters but a few, and no half surrogates.
    private static string Valid(string text) => string.Concat(text.Where(c => c is '\t' or '\n' or (>= ' ' and <= '~') or (>= '\u00a0' and < '\ud800')));
}
