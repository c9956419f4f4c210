using Einspace.Host.Configuration;
using Einspace.Host.Studies;
using Einspace.Host.Studies.Configuration;
using Einspace.Sdk;
using Einspace.Sdk.Search;
using Einspace.Sdk.Plugins;

namespace Einspace.Host.Tests.Studies;

internal sealed class StudyConfigurationTests
{
    [TestCase("2M", 2_000_000)]
    [TestCase("1.5k", 1500)]
    [TestCase("3G", 3_000_000_000)]
    [TestCase("17", 17)]
    public void Counts_may_have_units(string text, long count) =>
        Assert.That(Read($"max-parameters: {text}").Options.MaxParameters, Is.EqualTo(count));

    [TestCase("1.5", Description = "no whole number")]
    [TestCase("1.0001k", Description = "no whole number")]
    [TestCase("M")]
    [TestCase("2MB")]
    [TestCase("99999999999G", Description = "too large")]
    public void What_is_no_count_is_refused(string text) =>
        Assert.That(() => Read($"max-parameters: {text}"), Throws.TypeOf<InputException>().With.Message.Contains($"found '{text}', expected a whole number"));

    [TestCase("trial-timeout: 0s")]
    [TestCase("trial-timeout: 60d")]
    [TestCase("propose-timeout: 0s")]
    public void A_time_that_no_timer_can_run_is_refused(string text) =>
        Assert.That(() => Read(text), Throws.TypeOf<InputException>().With.Message.Contains("line 1").And.Message.Contains("expected a time above 0"));

    [Test]
    public void A_part_is_a_name_or_a_mapping_with_its_options()
    {
        StudyConfiguration configuration = Read("strategy: {name: random, tries: 3}\ngrammar: small\ntask:\n  train: 10");

        Assert.That((configuration.Options.Strategy, configuration.Options.Grammar, configuration.Options.Task), Is.EqualTo(("random", "small", "digits")));
        Assert.That(configuration.Parts["strategy"], Is.EqualTo(OptionYaml.Read("tries: 3", "")));
        Assert.That(configuration.Parts["task"], Is.EqualTo(OptionYaml.Read("train: 10", "")));
    }

    [Test]
    public void A_later_layer_wins_key_by_key_and_another_part_drops_the_options_of_the_earlier()
    {
        const string file = "strategy: {name: random, tries: 3}\nseed: 4\ntrials: 8";

        Assert.That(Read(file, "strategy: {repeats: 5}").Parts["strategy"], Is.EqualTo(OptionYaml.Read("tries: 3\nrepeats: 5", "")));
        Assert.That(Read(file, "strategy: random").Parts["strategy"], Is.EqualTo(OptionYaml.Read("tries: 3", "")));
        Assert.That(Read(file, "strategy: evolution").Parts["strategy"], Is.EqualTo(OptionTree.Empty));
        Assert.That(Read(file, "strategy: {population: 2}", "strategy: evolution").Options.Strategy, Is.EqualTo("evolution"));
        Assert.That((Read(file, "seed: 5").Options.Seed, Read(file, "seed: 5").Options.Trials), Is.EqualTo((5UL, 8)));
    }

    // 'data make' calls the part by its kind, 'search' by its option: both are understood.
    [Test]
    public void Options_of_the_dataset_are_options_of_the_task() =>
        Assert.That(Read("task: digits", "dataset: {train: 5}").Parts["task"], Is.EqualTo(OptionYaml.Read("train: 5", "")));

    [TestCase("trails: 3", "Unknown option 'trails' (layer 0, line 1, column 9); did you mean 'trials'?")]
    [TestCase("epochs: 0", "Option 'epochs' (layer 0, line 1, column 9): found '0', expected a whole number of at least 1.")]
    [TestCase("strategy: [a, b]", "Option 'strategy' (layer 0, line 1, column 1): found a list, expected a name, or a mapping with a name and options.")]
    [TestCase("trial-timeout: soon", "Option 'trial-timeout' (layer 0, line 1, column 16): found 'soon', expected a duration")]
    public void Mistakes_are_told_with_their_place(string text, string sentence) =>
        Assert.That(() => Read(text), Throws.TypeOf<InputException>().With.Message.StartsWith(sentence));

    [Test]
    public void An_identity_ignores_budget_and_place_and_knows_the_data()
    {
        string Digest(string text, string fingerprint = "f")
        {
            StudyConfiguration configuration = Read(text);
            return StudyIdentity.Digest(StudyIdentity.Of(StudyConfiguration.Write(configuration.Options, configuration.Parts), fingerprint));
        }

        string plain = Digest("seed: 1");
        Assert.That(Digest("seed: 1\ntrials: 99\njobs: 3\ndevice: cuda:0\ndata: elsewhere\nno-final: true\nattempts: 100000"), Is.EqualTo(plain));
        Assert.That(
            new[] { plain, Digest("seed: 2"), Digest("seed: 1", "other"), Digest("seed: 1\nstrategy: {name: regularized-evolution, population: 9}"), Digest("seed: 1\nmax-operators: null"), Digest("seed: 1\nprofile: reference"), Digest("seed: 1\nseed-architecture: [a]") },
            Is.Unique);
    }

    [Test]
    public void Limits_are_there_by_default_take_units_and_are_lifted_by_none()
    {
        Assert.That(Read("trials: 3").Options.ToLimits(), Has.Property("MaxMultiplyAdds").EqualTo(20_000_000).And.Property("MaxOperators").EqualTo(4000));
        StudyConfiguration lifted = Read("max-multiply-adds: none\nmax-activation-memory: none\nmax-parameters: 2M\nmax-operators: none");
        Assert.That(
            lifted.Options.ToLimits(),
            Is.EqualTo(new Limits { MaxParameters = 2_000_000, MaxMultiplyAdds = null, MaxActivationMemory = null, MaxOperators = null }));
        Assert.That(
            StudyConfiguration.Read(StudyConfiguration.Write(lifted.Options, lifted.Parts)).Options.ToLimits(), Is.EqualTo(lifted.Options.ToLimits()));
    }

    [Test]
    public void The_references_profile_knows_one_limit_and_what_is_given_wins()
    {
        Limits reference = new() { MaxParameters = 9_999_999_999, MaxOperators = 1_000_000 };
        StudyConfiguration configuration = Read("profile: reference\ntrials: 7");

        Assert.That(configuration.Options.ToLimits(), Is.EqualTo(reference));
        Assert.That(OptionBinder.Bind<Limits>(OptionTree.Empty, profile: "reference"), Is.EqualTo(reference));
        Assert.That(Read("profile: reference\nmax-multiply-adds: 3M").Options.ToLimits(), Is.EqualTo(reference with { MaxMultiplyAdds = 3_000_000 }));
        Assert.That(StudyConfiguration.Read(StudyConfiguration.Write(configuration.Options, configuration.Parts)).Options.ToLimits(), Is.EqualTo(reference));
    }

    [Test]
    public void A_scale_shrinks_all_but_what_the_command_line_gives()
    {
        OptionTree.Mapping file = OptionYaml.Read("trials: 1000\nepochs: 8\nfinal-epochs: 64\nstrategy: {name: s, population: 100, tournament: 10}", "file");
        OptionTree.Mapping line = OptionAssignment.Read("strategy.tournament=10").With("final-epochs", new OptionTree.Scalar("3") { Origin = OptionAssignment.CommandLine });

        StudyConfiguration scaled = StudyConfiguration.Read(file, line).ScaledBy(0.25);

        Assert.That(
            (scaled.Options.Trials, scaled.Options.Epochs, scaled.Options.FinalEpochs, scaled.Options.DataShare),
            Is.EqualTo((250, 2, 3, 0.25)));
        Assert.That(scaled.Bind("strategy", typeof(Evolution)), Is.EqualTo(new Evolution { Population = 25, Tournament = 10 }));
    }

    private sealed record Evolution
    {
        [Scales(8)]
        public int Population { get; init; }

        [Scales(2)]
        public int Tournament { get; init; }
    }

    [Test]
    public void A_size_in_bytes_is_no_count_of_thousands_of_millions() =>
        Assert.That(Read("max-activation-memory: 512B").Options.ToLimits().MaxActivationMemory, Is.EqualTo(512));

    private static StudyConfiguration Read(params string[] layers) =>
        StudyConfiguration.Read([.. layers.Select((text, i) => OptionYaml.Read(text, $"layer {i}"))]);
}
