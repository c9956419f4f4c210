using Einspace.Host.Configuration;
using Einspace.Sdk;
using Einspace.Sdk.Plugins;

namespace Einspace.Host.Tests.Configuration;

internal sealed class OptionMergeTests
{
    [Test]
    public void Later_layers_win_key_by_key()
    {
        OptionTree.Mapping merged = OptionMerge.LaterWins(
            OptionYaml.Read("seed: 1\nstrategy: {population: 50, sizes: [1, 2]}\ngrammar: einspace\n", "defaults"),
            OptionYaml.Read("strategy: {sizes: [3]}\ntrials: 5\n", "file"),
            OptionAssignment.Read("strategy.tournament=7"));

        Assert.That(
            OptionYaml.Write(merged),
            Is.EqualTo("seed: 1\nstrategy:\n  population: 50\n  sizes: [3]\n  tournament: 7\ngrammar: einspace\ntrials: 5\n"));
        Assert.That($"{((OptionTree.Mapping)merged["strategy"]!)["tournament"]!.Origin}", Is.EqualTo("command line"));
    }

    [TestCase("a.b=1", "a:\n  b: 1\n")]
    [TestCase("a=", "a: \"\"\n")]
    [TestCase("a=null", "a: null\n")]
    [TestCase("a=x=y", "a: x=y\n")]
    [TestCase("a=comp(linear(64), norm)", "a: comp(linear(64), norm)\n")]
    [TestCase("a=[3, 28]", "a: [3, 28]\n")]
    [TestCase("a={b: 1}", "a:\n  b: 1\n")]
    public void An_assignment_becomes_options(string assignment, string yaml) =>
        Assert.That(OptionYaml.Write(OptionAssignment.Read(assignment)), Is.EqualTo(yaml));

    [TestCase("population")]
    [TestCase("=5")]
    [TestCase("strategy.=5")]
    [TestCase("stra tegy=5")]
    public void What_is_no_assignment_is_refused(string assignment) => Assert.That(
        () => OptionAssignment.Read(assignment),
        Throws.TypeOf<InputException>().With.Message.EqualTo(
            $"--set: found '{assignment}', expected part.option=value, such as strategy.population=50."));

    [Test]
    public void A_broken_list_names_its_option() => Assert.That(
        () => OptionAssignment.Read("data.sizes=[1, "), Throws.TypeOf<InputException>().With.Message.StartsWith("--set data.sizes, line "));
}
