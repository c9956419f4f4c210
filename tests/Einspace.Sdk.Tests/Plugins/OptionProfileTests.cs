using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using Einspace.Sdk.Plugins;
using RangeAttribute = System.ComponentModel.DataAnnotations.RangeAttribute;

namespace Einspace.Sdk.Tests.Plugins;

/// <summary>What stands in for options that are not given: profiles, and scaling down.</summary>
internal sealed class OptionProfileTests
{
    [Test]
    public void A_profile_stands_in_for_what_is_not_given_in_nested_records_too()
    {
        OptionTree.Mapping given = Map(("tries", Text("3")), ("inner", Map(("rate", Text("0.75")))));

        Assert.Multiple(() =>
        {
            Assert.That(Values(OptionBinder.Bind<Profiled>(OptionTree.Empty)), Is.EqualTo((20, 9, true, 0.5, 4)));
            Assert.That(Values(OptionBinder.Bind<Profiled>(OptionTree.Empty, profile: "reference")), Is.EqualTo((1, (int?)null, false, 0.25, 4)));
            Assert.That(Values(OptionBinder.Bind<Profiled>(OptionTree.Empty, profile: "fast")), Is.EqualTo((2, 9, true, 0.5, 4)));
            Assert.That(Values(OptionBinder.Bind<Profiled>(OptionTree.Empty, profile: "unheard-of")), Is.EqualTo((20, 9, true, 0.5, 4)));
            Assert.That(Values(OptionBinder.Bind<Profiled>(given, profile: "reference")), Is.EqualTo((3, (int?)null, false, 0.75, 4)));
        });

        // What a study records is every value, so that it reads back the same under any profile.
        OptionTree.Mapping written = OptionBinder.Write(OptionBinder.Bind<Profiled>(given, profile: "reference"));
        Assert.That(OptionBinder.Write(OptionBinder.Bind<Profiled>(written)), Is.EqualTo(written));
        Assert.That(OptionBinder.Write(OptionBinder.Bind<Profiled>(written, profile: "fast")), Is.EqualTo(written));

        static (int, int?, bool, double, int) Values(Profiled bound) => (bound.Tries, bound.Limit, bound.Inner.IsOn, bound.Inner.Rate, bound.Inner.Size);
    }

    [Test]
    public void An_options_profiles_are_described()
    {
        ImmutableArray<OptionDescription> options = OptionDescriptions.Of(typeof(Profiled));

        Assert.That(
            options.Select(option => string.Join(", ", option.Profiles.Select(p => $"{option.Name} {p.Key} {p.Value}"))),
            Is.EqualTo(new[] { "tries fast 2, tries reference 1", "limit reference null", "inner.is-on reference false", "inner.rate reference 0.25", "" }));
    }

    [TestCase(typeof(OutOfRange), "OutOfRange.Tries in the profile 'reference': found '0', expected a whole number from 1 to 9.")]
    [TestCase(typeof(NoNull), "NoNull.Tries in the profile 'reference': found 'null', expected a whole number.")]
    [TestCase(typeof(NotText), "NotText.Tries in the profile 'reference': found 'many', expected a whole number.")]
    [TestCase(typeof(Listed), "Listed.Sizes in the profile 'reference': only single values can have one.")]
    [TestCase(typeof(Twofold), "Twofold.Tries in the profile 'reference': there are two values.")]
    public void A_wrong_value_of_a_profile_is_its_authors_mistake(Type options, string message) =>
        Assert.That(() => OptionDescriptions.Of(options), Throws.InvalidOperationException.With.Message.EndsWith(message));

    [TestCase(0.02, 20, 8, 0.02)]
    [TestCase(0.5, 500, 50, 0.5)]
    [TestCase(1.0, 1000, 100, 1.0)]
    public void What_says_how_large_a_study_is_is_shrunk_down_to_its_least_value(double scale, int trials, int population, double share)
    {
        var scaled = (Sized)OptionBinder.Scale(new Sized { Population = 100 }, scale, []);

        Assert.That((scaled.Trials, scaled.Population, scaled.Share, scaled.Small, scaled.Rate), Is.EqualTo((trials, population, share, 3, 0.04)));
        Assert.That(((Sized)OptionBinder.Scale(new Sized(), scale, [])).Population, Is.Null);
        Assert.That(((Sized)OptionBinder.Scale(new Sized(), scale, ["trials"])).Trials, Is.EqualTo(1000));
    }

    [Test]
    public void Shrinking_out_of_range_is_its_authors_mistake() => Assert.That(
        () => OptionBinder.Scale(new Careless(), 0.01, []),
        Throws.InvalidOperationException.With.Message.EndsWith("Careless.Trials scales to 1, expected a whole number of at least 5."));

    private static OptionTree.Mapping Map(params (string Key, OptionTree Value)[] entries) =>
        new([.. entries.Select(e => KeyValuePair.Create(e.Key, e.Value))]);

    private static OptionTree Text(string text) => new OptionTree.Scalar(text);

    internal sealed record Profiled
    {
        [Profile("reference", "1")]
        [Profile("fast", "2")]
        public int Tries { get; init; } = 20;

        [Profile("reference", null)]
        public int? Limit { get; init; } = 9;

        public ProfiledInner Inner { get; init; } = new() { Size = 4 };
    }

    internal sealed record ProfiledInner
    {
        [Profile("reference", "false")]
        public bool IsOn { get; init; } = true;

        [Profile("reference", "0.25")]
        public double Rate { get; init; } = 0.5;

        public int Size { get; init; } = 3;
    }

    internal sealed record Sized
    {
        [Scales(20)]
        public int Trials { get; init; } = 1000;

        [Scales(8)]
        public int? Population { get; init; }

        [Scales(0)]
        public double Share { get; init; } = 1;

        [Scales(5)]
        public int Small { get; init; } = 3;

        public double Rate { get; init; } = 0.04;
    }

    internal sealed record Careless
    {
        [Range(5, int.MaxValue)]
        [Scales(1)]
        public int Trials { get; init; } = 100;
    }

    internal sealed record OutOfRange
    {
        [Range(1, 9)]
        [Profile("reference", "0")]
        public int Tries { get; init; } = 2;
    }

    internal sealed record NoNull
    {
        [Profile("reference", null)]
        public int Tries { get; init; }
    }

    internal sealed record NotText
    {
        [Profile("reference", "many")]
        public int Tries { get; init; }
    }

    internal sealed record Listed
    {
        [Profile("reference", "1")]
        public ImmutableArray<int> Sizes { get; init; } = [];
    }

    internal sealed record Twofold
    {
        [Profile("reference", "1")]
        [Profile("reference", "2")]
        public int Tries { get; init; }
    }
}
