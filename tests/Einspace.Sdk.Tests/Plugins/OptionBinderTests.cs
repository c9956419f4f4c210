using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using Einspace.Sdk.Plugins;
using FsCheck.Fluent;
using DescriptionAttribute = System.ComponentModel.DescriptionAttribute;
using RangeAttribute = System.ComponentModel.DataAnnotations.RangeAttribute;

namespace Einspace.Sdk.Tests.Plugins;

internal sealed class OptionBinderTests
{
    public enum Schedule
    {
        Constant,
        CosineDecay,
    }

    [Test]
    public void What_is_not_given_keeps_its_default()
    {
        Everything bound = OptionBinder.Bind<Everything>(OptionTree.Empty);

        Assert.That(bound, Is.EqualTo(new Everything()).Using<Everything>((a, b) => OptionBinder.Write(a).Equals(OptionBinder.Write(b))));
    }

    [Test]
    public void Every_type_is_bound_from_its_text()
    {
        Everything bound = Bind(
            ("is-on", "true"), ("count", "-7"), ("big-count", "9000000000"), ("seed", "18446744073709551615"), ("rate", "1e-3"),
            ("name", "a b"), ("schedule", "cosine-decay"), ("limit", "3"), ("patience", "1h30m"), ("memory", "512MB"), ("disk", "1.5GiB"));

        Assert.Multiple(() =>
        {
            Assert.That(bound.IsOn, Is.True);
            Assert.That(bound.Count, Is.EqualTo(-7));
            Assert.That(bound.BigCount, Is.EqualTo(9_000_000_000));
            Assert.That(bound.Seed, Is.EqualTo(ulong.MaxValue));
            Assert.That(bound.Rate, Is.EqualTo(0.001));
            Assert.That(bound.Name, Is.EqualTo("a b"));
            Assert.That(bound.Schedule, Is.EqualTo(Schedule.CosineDecay));
            Assert.That(bound.Limit, Is.EqualTo(3));
            Assert.That(bound.Patience, Is.EqualTo(TimeSpan.FromMinutes(90)));
            Assert.That(bound.Memory, Is.EqualTo(512_000_000));
            Assert.That(bound.Disk, Is.EqualTo(3UL << 29));
        });
    }

    [Test]
    public void Lists_and_records_are_bound_and_a_record_keeps_what_its_owner_preset()
    {
        OptionTree.Mapping options = Map(
            ("sizes", List("3", "28")), ("names", List("a", "b")), ("schedules", List("constant", "cosine-decay")), ("array", List()),
            ("warm-up", Map(("steps", Text("9")))));

        Everything bound = OptionBinder.Bind<Everything>(options);

        Assert.Multiple(() =>
        {
            Assert.That(bound.Sizes, Is.EqualTo(new[] { 3, 28 }));
            Assert.That(bound.Names, Is.EqualTo(new[] { "a", "b" }));
            Assert.That(bound.Schedules, Is.EqualTo(new[] { Schedule.Constant, Schedule.CosineDecay }));
            Assert.That(bound.Array, Is.Empty);
            Assert.That((bound.WarmUp.Steps, bound.WarmUp.Factor), Is.EqualTo((9, 0.25)));
        });
    }

    [TestCase("limit")]
    [TestCase("nickname")]
    public void Null_is_taken_where_the_property_may_be_null(string option)
    {
        Everything bound = OptionBinder.Bind<Everything>(Map((option, new OptionTree.Scalar(null))));

        Assert.That(OptionBinder.Write(bound)[option], Is.EqualTo(new OptionTree.Scalar(null)));
    }

    [TestCase("is-on", "yes", "found 'yes', expected true or false.")]
    [TestCase("count", "1.5", "found '1.5', expected a whole number.")]
    [TestCase("count", "3000000000", "found '3000000000', expected a whole number.")]
    [TestCase("count", null, "found null, expected a whole number.")]
    [TestCase("seed", "-1", "found '-1', expected a whole number of at least 0.")]
    [TestCase("rate", "NaN", "found 'NaN', expected a number above 0 and of at most 1.")]
    [TestCase("rate", "0", "found '0', expected a number above 0 and of at most 1.")]
    [TestCase("schedule", "CosineDecay", "found 'CosineDecay', expected one of constant, cosine-decay.")]
    [TestCase("limit", "0", "found '0', expected a whole number of at least 1.")]
    [TestCase("patience", "90", "found '90', expected a duration such as 30s, 5m or 2h from 1s to 1d.")]
    [TestCase("patience", "2d", "found '2d', expected a duration such as 30s, 5m or 2h from 1s to 1d.")]
    [TestCase("memory", "12 apples", "found '12 apples', expected a size such as 4096, 512MB or 2GiB.")]
    [TestCase("memory", "9EB", "found '9EB', expected a size such as 4096, 512MB or 2GiB.")]
    [TestCase("memory", "10000000TB", "found '10000000TB', expected a size such as 4096, 512MB or 2GiB.")]
    [TestCase("sizes", "3", "found '3', expected a list, each a whole number (each from 1 to 100); a list is written in brackets: [3].")]
    [TestCase("warm-up", "3", "found '3', expected a mapping.")]
    [TestCase("even", "3", "found '3', expected a whole number (the value must be even).")]
    public void A_wrong_value_is_refused_with_option_origin_found_and_expected(string option, string? text, string message)
    {
        OptionTree.Scalar value = new(text) { Origin = new OptionOrigin("study.yaml", 3, 5) };

        Assert.That(
            () => OptionBinder.Bind<Everything>(Map((option, value)), "strategy"),
            Throws.TypeOf<InputException>().With.Message.EqualTo($"Option 'strategy.{option}' (study.yaml, line 3, column 5): {message}"));
    }

    [Test]
    public void A_wrong_item_is_named_by_its_index_and_a_nested_option_by_its_path()
    {
        Assert.Multiple(() =>
        {
            Assert.That(
                () => OptionBinder.Bind<Everything>(Map(("sizes", List("3", "x"))), "data"),
                Throws.TypeOf<InputException>().With.Message.EqualTo("Option 'data.sizes[1]': found 'x', expected a whole number."));
            Assert.That(
                () => OptionBinder.Bind<Everything>(Map(("sizes", List("3", "101")))),
                Throws.TypeOf<InputException>().With.Message.EqualTo("Option 'sizes[1]': found '101', expected a whole number from 1 to 100."));
            Assert.That(
                () => OptionBinder.Bind<Everything>(Map(("warm-up", Map(("steps", Text("-1"))))), "evaluator"),
                Throws.TypeOf<InputException>().With.Message.EqualTo("Option 'evaluator.warm-up.steps': found '-1', expected a whole number of at least 0."));
        });
    }

    [Test]
    public void An_unknown_key_is_refused_with_the_nearest_name()
    {
        OptionTree value = Text("1") with { Origin = new OptionOrigin("command line") };

        Assert.Multiple(() =>
        {
            Assert.That(
                () => OptionBinder.Bind<Everything>(Map(("shcedule", value)), "strategy"),
                Throws.TypeOf<InputException>().With.Message.EqualTo("Unknown option 'strategy.shcedule' (command line); did you mean 'strategy.schedule'?"));
            Assert.That(
                () => OptionBinder.Bind<WarmUp>(Map(("volume", value)), "warm-up"),
                Throws.TypeOf<InputException>().With.Message.EqualTo("Unknown option 'warm-up.volume' (command line); there are steps, factor."));
            Assert.That(
                () => OptionBinder.Bind<NoOptions>(Map(("volume", value)), "grammar"),
                Throws.TypeOf<InputException>().With.Message.EqualTo("Unknown option 'grammar.volume' (command line); grammar has no options."));
        });
    }

    [Test]
    public void An_option_without_a_valid_default_must_be_given() => Assert.That(
        () => OptionBinder.Bind<Demanding>(OptionTree.Empty, "data"),
        Throws.TypeOf<InputException>().With.Message.EqualTo("Option 'data.folder' must be given: text."));

    [Test]
    public void A_record_that_options_cannot_be_is_its_authors_mistake() => Assert.Multiple(() =>
    {
        Assert.That(() => OptionDescriptions.Of(typeof(Positional)), Throws.InvalidOperationException.With.Message.Contains("parameterless constructor"));
        Assert.That(() => OptionBinder.Bind<Dated>(OptionTree.Empty), Throws.InvalidOperationException.With.Message.Contains("DateTime"));
        Assert.That(() => OptionDescriptions.Of(typeof(Endless)), Throws.InvalidOperationException.With.Message.Contains("contain itself"));
        Assert.That(() => OptionDescriptions.Of(typeof(Impatient)), Throws.InvalidOperationException.With.Message.Contains("not negative"));
    });

    [FsCheck.NUnit.Property]
    public FsCheck.Property What_is_written_is_bound_to_the_same_values() => Prop.ForAll(
        ArbMap.Default.ArbFor<(bool, int, long, ulong, string, int?, Tuple<long, ulong, int[], bool>)>(),
        values =>
        {
            (bool isOn, int count, long big, ulong seed, string name, int? limit, (long bytes, ulong disk, int[] sizes, bool cosine)) = values;
            Everything options = new()
            {
                IsOn = isOn,
                Count = count,
                BigCount = big,
                Seed = seed,
                Name = name ?? "",
                Limit = limit is null ? null : Math.Max(1, limit.Value),
                Patience = TimeSpan.FromSeconds(1) + TimeSpan.FromTicks(Math.Abs(big % TimeSpan.TicksPerHour)),
                Memory = bytes == long.MinValue ? 0 : Math.Abs(bytes),
                Disk = disk,
                Sizes = [.. sizes.Select(size => 1 + (Math.Abs(size % 100)))],
                Schedules = [.. sizes.Select(size => size % 2 == 0 ? Schedule.Constant : Schedule.CosineDecay)],
                Schedule = cosine ? Schedule.CosineDecay : Schedule.Constant,
                Rate = 1.0 / (1.0 + seed),
            };

            OptionTree.Mapping written = OptionBinder.Write(options);
            Everything bound = OptionBinder.Bind<Everything>(written);
            return OptionBinder.Write(bound).Equals(written)
                && (bound.Rate, bound.Patience, bound.Memory, bound.Disk, bound.Seed) == (options.Rate, options.Patience, options.Memory, options.Disk, options.Seed)
                && bound.Sizes.SequenceEqual(options.Sizes);
        });

    [Test]
    public void Options_are_described_in_words() => Assert.That(
        OptionDescriptions.Of(typeof(Described)),
        Is.EqualTo(new OptionDescription[]
        {
            new("population", "a whole number", "100", "from 2 to 1000", "How many are kept."),
            new("sizes", "a list, each a whole number", "[3, 28]", null, ""),
            new("warm-up.steps", "a whole number", "5", "of at least 0", ""),
            new("warm-up.factor", "a number", "0.5", null, ""),
            new("memory", "a size such as 4096, 512MB or 2GiB, or null", "2GiB", null, ""),
            new("folder", "text", null, null, "Where."),
        }));

    private static Everything Bind(params (string Key, string Text)[] options) =>
        OptionBinder.Bind<Everything>(Map([.. options.Select(o => (o.Key, Text(o.Text)))]));

    private static OptionTree.Mapping Map(params (string Key, OptionTree Value)[] entries) =>
        new([.. entries.Select(e => KeyValuePair.Create(e.Key, e.Value))]);

    private static OptionTree List(params string[] texts) => new OptionTree.Sequence([.. texts.Select(Text)]);

    private static OptionTree Text(string text) => new OptionTree.Scalar(text);

    internal sealed record Everything
    {
        public bool IsOn { get; init; }

        public int Count { get; init; } = 1;

        public long BigCount { get; init; }

        public ulong Seed { get; init; }

        [Range(0.0, 1.0, MinimumIsExclusive = true)]
        public double Rate { get; init; } = 0.1;

        public string Name { get; init; } = "n";

        public string? Nickname { get; init; } = "nick";

        public Schedule Schedule { get; init; }

        [Range(1, int.MaxValue)]
        public int? Limit { get; init; } = 2;

        [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
        public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(5);

        [ByteSize]
        public long Memory { get; init; }

        [ByteSize]
        public ulong Disk { get; init; }

        [Range(1, 100)]
        public ImmutableArray<int> Sizes { get; init; } = [1];

        public IReadOnlyList<string> Names { get; init; } = [];

        public List<Schedule> Schedules { get; init; } = [];

        public double[] Array { get; init; } = [1, 2];

        [Even]
        public int Even { get; init; }

        public WarmUp WarmUp { get; init; } = new() { Factor = 0.25 };

        public int NotSettable => 3;
    }

    internal sealed record WarmUp
    {
        [Range(0, int.MaxValue)]
        public int Steps { get; init; } = 5;

        public double Factor { get; init; } = 0.5;
    }

    internal sealed record Demanding
    {
        [Required]
        public string Folder { get; init; } = "";
    }

    internal sealed record Described
    {
        [Description("How many are kept.")]
        [Range(2, 1000)]
        public int Population { get; init; } = 100;

        public ImmutableArray<int> Sizes { get; init; } = [3, 28];

        public WarmUp WarmUp { get; init; } = new();

        [ByteSize]
        public long? Memory { get; init; } = 1L << 31;

        [Description("Where.")]
        [Required]
        public string Folder { get; init; } = "";
    }

    internal sealed record Positional(int Count);

    internal sealed record Dated
    {
        public DateTime Day { get; init; }
    }

    internal sealed record Endless
    {
        public Endless? Inner { get; init; }
    }

    internal sealed record Impatient
    {
        public TimeSpan Patience { get; init; } = Timeout.InfiniteTimeSpan;
    }

    [AttributeUsage(AttributeTargets.Property)]
    internal sealed class EvenAttribute() : ValidationAttribute("{0} must be even")
    {
        public override bool IsValid(object? value) => value is int number && number % 2 == 0;
    }
}
