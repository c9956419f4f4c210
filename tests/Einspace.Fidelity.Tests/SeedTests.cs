using Einspace.Fidelity.Tests.Vectors;
using Einspace.Grammar;
using Einspace.Sdk;
using Einspace.Sdk.Grammars;
using Einspace.Sdk.Graphs;

namespace Einspace.Fidelity.Tests;

/// <summary>
/// The reference's seed architectures: ours are composed, theirs recorded (SPEC section 15). Where the reference stops at a
/// normalisation of images of one pixel (Q5), our shapes are computed, and the architecture has one; its profile refuses it too.
/// </summary>
[Category("Fidelity")]
internal sealed class SeedTests
{
    private const string NormOfOnePixel = "Expected more than 1 value per channel";

    private static readonly EinspaceFactory Factory = new();

    [TestCaseSource(nameof(Ours))]
    public void A_seed_is_the_recorded_one(Recorded<RecordedSeed> recorded)
    {
        RecordedSeed seed = recorded.Value;
        string text = Factory.Seed(NameOf(seed), Profiles.Task(seed.Inputs.Length > 0 ? seed.Inputs[0].Input : new TensorShape(3, 28, 28)));
        Assert.That(text, Is.EqualTo(Factory.Notations[0].Read(seed.Text).Text));
    }

    [TestCaseSource(nameof(All))]
    public void Its_counts_are_the_recorded_ones(Recorded<RecordedSeed> recorded)
    {
        RecordedSeed seed = recorded.Value;
        Architecture architecture = Factory.Notations[0].Read(seed.Text);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(architecture.Terminals, Is.EqualTo((UInt128)seed.Terminals));
            Assert.That(architecture.Nonterminals, Is.EqualTo((UInt128)seed.Nonterminals));
            Assert.That(ReferenceHistogram.Of(architecture), Is.EquivalentTo(seed.TerminalHistogram.Concat(seed.NonterminalHistogram)));
        }
    }

    [TestCaseSource(nameof(AllOnInputs))]
    public void On_an_input_it_is_what_was_recorded(Recorded<RecordedSeed> recorded, int input)
    {
        RecordedSeedInput expected = recorded.Value.Inputs[input];
        Architecture architecture = Factory.Notations[0].Read(recorded.Value.Text);
        if (expected.Error is null)
        {
            Check(expected, architecture, Profiles.Corrected(expected.Input));
            Check(expected, architecture, Profiles.Reference(expected.Input));
        }
        else if (expected.Error.Contains(NormOfOnePixel, StringComparison.Ordinal))
        {
            Assert.That(Profiles.Corrected(expected.Input).Lower(architecture).Output.Rank, Is.EqualTo(3));
            Assert.That(() => Profiles.Reference(expected.Input).Parse(architecture.Text), Throws.TypeOf<ArchitectureSyntaxException>());
        }
        else
            Assert.That(() => Profiles.Corrected(expected.Input).Parse(architecture.Text), Throws.TypeOf<ArchitectureSyntaxException>());
    }

    [Test]
    public void Ten_seeds_are_offered_and_another_name_is_answered_with_theirs()
    {
        Assert.That(Factory.SeedNames, Is.EqualTo((string[])
        [
            "resnet18", "resnet18-no-maxpool", "resnet34-no-maxpool", "resnet10", "wideresnet16-4", "transformer", "mlp-mixer",
            "transformer-layer", "transformer-layer-sdpa", "resnet-block",
        ]));
        Assert.That(
            () => Factory.Seed("resnet50", Profiles.Task(new TensorShape(3, 28, 28))),
            Throws.TypeOf<InputException>().With.Message.StartsWith("Unknown seed architecture 'resnet50'; there are resnet18, "));
    }

    private static void Check(RecordedSeedInput expected, Architecture architecture, Sdk.Grammars.Grammar grammar)
    {
        Architecture read = grammar.Parse(architecture.Text);
        ComputationGraph backbone = grammar.Lower(read);
        ComputationGraph network = NetworkHead.Attach(backbone, Profiles.Task(expected.Input));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(read.Text, Is.EqualTo(architecture.Text));
            Assert.That(backbone.Output, Is.EqualTo(expected.Output));
            Assert.That(backbone.Output.Rank, Is.EqualTo(expected.OutputMode == "im" ? 3 : 2));
            Assert.That(backbone.Costs().Parameters, Is.EqualTo((UInt128)expected.Parameters));
            Assert.That(network.Costs().Parameters, Is.EqualTo((UInt128)expected.ParametersWithHead));
            Assert.That(architecture.Depth, Is.EqualTo(expected.Depth));
        }
    }

    private static string NameOf(RecordedSeed seed) => seed.Name.Replace('_', '-');

    private static IEnumerable<TestCaseData> Ours() => VectorFolder.Given.Seeds.Cases(seed => Factory.SeedNames.Contains(NameOf(seed)));

    private static IEnumerable<TestCaseData> All() => VectorFolder.Given.Seeds.Cases();

    private static IEnumerable<TestCaseData> AllOnInputs() => VectorFolder.Given.Seeds.SelectMany(seed =>
    {
        RecordedSeedInput?[] inputs = [null];
        seed.IsWanted(value =>
        {
            inputs = [.. value.Inputs];
            return true;
        });
        return inputs.Select((input, i) => new TestCaseData(seed, i).SetArgDisplayNames($"{seed}", $"{input?.Input}"));
    });
}
