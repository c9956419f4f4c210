using System.Text.Json;
using Einspace.Sdk;
using Einspace.Sdk.Grammars;
using Einspace.Sdk.Grammars.Engine;
using Einspace.Sdk.Graphs;

namespace Einspace.Grammar.Tests;

/// <summary>
/// The law of sampling with the reference's quirks Q2 and Q8, against what the reference implementation drew (SPEC section 15).
/// Tests of fit are at the level 10⁻⁴ for each table.
/// </summary>
internal sealed class LawTests
{
    private const int Samples = 20_000;

    private static readonly JsonElement Law = JsonDocument.Parse(
        File.ReadAllText(Path.Combine(TestContext.CurrentContext.TestDirectory, "Vectors", "law.json"))).RootElement;

    private static readonly Sdk.Grammars.Grammar Corrected = Spaces.Corrected(Spaces.Image, depthLimit: 100);

    private static readonly Lazy<Observation> Observed = new(() => Observation.Of(
        (DeclaredGrammar<EinspaceState>)Spaces.Reference(Spaces.Image, depthLimit: 3), Samples));

    [TestCase("network")]
    [TestCase("first_fn")]
    [TestCase("second_fn")]
    [TestCase("inner_fn")]
    [TestCase("branching_fn")]
    [TestCase("aggregation_fn")]
    [TestCase("prerouting_fn")]
    [TestCase("postrouting_fn")]
    [TestCase("computation_fn")]
    public void First_decisions_are_those_of_the_reference(string level) => Assert.That(
        Excess(level, Observed.Value.FirstDecisions), Is.LessThan(3.72), $"standard deviations too many at {level}");

    [Test]
    public void The_corrected_law_would_not_pass_for_the_reference()
    {
        Observation corrected = Observation.Of((DeclaredGrammar<EinspaceState>)Spaces.Corrected(Spaces.Image, depthLimit: 3), Samples);
        Assert.That(Excess("aggregation_fn", corrected.FirstDecisions), Is.GreaterThan(3.72));
    }

    [Test]
    public void The_same_sets_of_options_are_drawn_from_about_as_often()
    {
        Dictionary<string, long> recorded = Law.GetProperty("depth3").GetProperty("optionSets").EnumerateArray().ToDictionary(
            set => string.Join(" | ", set.GetProperty("options").EnumerateArray().Select(option => option.GetString())),
            set => set.GetProperty("draws").GetInt64());
        Dictionary<string, long> ours = Observed.Value.OptionSets.ToDictionary(set => set.Key, set => set.Value.Values.Sum());
        double scale = (double)Samples / Law.GetProperty("depth3").GetProperty("samples").GetInt32();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(recorded.Where(set => set.Value >= 15).Select(set => set.Key).Except(ours.Keys), Is.Empty);
            Assert.That(ours.Where(set => set.Value >= 15 * scale).Select(set => set.Key).Except(recorded.Keys), Is.Empty);
            foreach ((string options, long draws) in recorded.Where(set => set.Value >= 1000))
                Assert.That(ours.GetValueOrDefault(options), Is.EqualTo(scale * draws).Within(10).Percent, options);
        }
    }

    [Test]
    public void Within_a_set_draws_are_uniform_but_for_computation()
    {
        foreach ((string options, Dictionary<string, long> chosen) in Observed.Value.OptionSets)
        {
            string[] names = options.Split(" | ");
            double total = chosen.Values.Sum();
            if (names.Length == 1 || total < 100 * names.Length)
                continue;
            double computation = names.Contains("comp") ? 0.32 : 0;
            int others = names.Length - (computation > 0 ? 1 : 0);
            double statistic = names.Sum(name =>
            {
                double expected = total * (name == "comp" ? computation : (1 - computation) / others);
                return Math.Pow(chosen.GetValueOrDefault(name) - expected, 2) / expected;
            });
            Assert.That(StandardDeviations(statistic, names.Length - 1), Is.LessThan(3.72), options);
        }
    }

    [Test]
    public void The_number_of_draws_is_distributed_as_the_reference_s()
    {
        double[] recorded = [.. Law.GetProperty("depth100").GetProperty("draws").EnumerateArray().Select(draws => draws.GetDouble())];
        Sdk.Grammars.Grammar grammar = Spaces.Reference(Spaces.Image);
        double[] ours = [.. Enumerable.Range(0, 4000).Select(i => DrawsWithinBudget(grammar, Spaces.Random(i)))];
        Array.Sort(ours);
        double distance = recorded.Max(x => Math.Abs(ShareUpTo(ours, x) - ShareUpTo(recorded, x)));
        double scaled = distance * Math.Sqrt(ours.Length * recorded.Length / (double)(ours.Length + recorded.Length));
        Assert.That(scaled, Is.LessThan(2.22), "Kolmogorov–Smirnov at 10⁻⁴");
        Assert.That(ours[ours.Length / 2], Is.InRange(25, 33), "median");
    }

    /// <summary>The reference draws again while it predicts 10¹⁰ parameters or more (Q9 at 20 GB).</summary>
    private static double DrawsWithinBudget(Sdk.Grammars.Grammar grammar, RandomStream random)
    {
        long draws = 0;
        while (true)
        {
            SampledArchitecture sample = grammar.Sample(random);
            draws += sample.Draws;
            if (PredictedParameters(sample.Architecture) < (UInt128)1e10)
                return draws;
        }

        // Inconsistent trees (Q2) don't lower; corrected parameters are near enough for a budget that one tree in sixty exceeds.
        static UInt128 PredictedParameters(Architecture architecture) => Corrected.Check(architecture).IsExecutable
            ? Corrected.Lower(architecture).Costs().Parameters
            : UInt128.Zero;
    }

    private static double ShareUpTo(double[] sorted, double x)
    {
        int low = 0, high = sorted.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = sorted[middle] <= x ? (middle + 1, high) : (low, middle);
        }

        return low / (double)sorted.Length;
    }

    /// <summary>Two-sample χ² of homogeneity between recorded and observed decisions, in standard deviations.</summary>
    private static double Excess(string level, Dictionary<string, Dictionary<string, long>> observed)
    {
        Dictionary<string, long> recorded = Law.GetProperty("depth3").GetProperty("firstDecisions").GetProperty(level)
            .EnumerateObject().ToDictionary(decision => decision.Name, decision => decision.Value.GetInt64());
        Dictionary<string, long> ours = observed[level];
        double recordedTotal = recorded.Values.Sum();
        double oursTotal = ours.Values.Sum();
        double statistic = 0;
        int cells = 0;
        foreach (string decision in recorded.Keys.Union(ours.Keys))
        {
            double a = recorded.GetValueOrDefault(decision);
            double b = ours.GetValueOrDefault(decision);
            double share = (a + b) / (recordedTotal + oursTotal);
            if (share * recordedTotal < 5)
                continue;
            statistic += Math.Pow(a - (share * recordedTotal), 2) / (share * recordedTotal);
            statistic += Math.Pow(b - (share * oursTotal), 2) / (share * oursTotal);
            cells++;
        }

        return StandardDeviations(statistic, cells - 1);
    }

    /// <summary>Wilson and Hilferty: the cube root of χ²/k is nearly normal.</summary>
    private static double StandardDeviations(double statistic, double k) =>
        (Math.Cbrt(statistic / k) - (1 - (2 / (9 * k)))) / Math.Sqrt(2 / (9 * k));
}
