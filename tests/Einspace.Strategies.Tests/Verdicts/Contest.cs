using System.Globalization;
using Einspace.Sdk.Grammars;
using Einspace.Sdk.Search;
using Einspace.Sdk.Testing;
using Einspace.Synthetic;

namespace Einspace.Strategies.Tests.Verdicts;

/// <summary>
/// What is declared of all verdicts before they are run: 30 seeds, three on each of ten landscapes over <see cref="ToyGrammar.Endless"/>,
/// 400 trials each. The environment variable <c>EINSPACE_SEEDS</c> shifts seeds and landscapes, to see whether verdicts hold for others.
/// </summary>
internal static class Contest
{
    public const int Trials = 400;
    private const int Landscapes = 10;
    private const int SeedsEach = 3;

    /// <summary>The first seed.</summary>
    public static int First { get; } = int.Parse(Environment.GetEnvironmentVariable("EINSPACE_SEEDS") ?? "0", CultureInfo.InvariantCulture);

    /// <summary>Runs a strategy with every seed.</summary>
    /// <param name="create">Makes the strategy.</param>
    /// <param name="preset">Kind of the landscapes.</param>
    /// <param name="told">What the strategy is told of a trial by its number and score; the score where null.</param>
    /// <returns>What it came to, by landscape and seed.</returns>
    public static Outcome[][] Run(Func<StrategyContext, ISearchStrategy> create, LandscapePreset preset = LandscapePreset.Standard, Func<int, double, double>? told = null)
    {
        Outcome[] outcomes = new Outcome[Landscapes * SeedsEach];
        Parallel.For(0, outcomes.Length, i => outcomes[i] = Run(create, preset, told, (ulong)(First + (i / SeedsEach)), (ulong)(First + i)));
        return [.. outcomes.Chunk(SeedsEach)];
    }

    /// <summary>Compares what two came to.</summary>
    public static Comparison Compare(Outcome[][] first, Outcome[][] second, Func<Outcome, double> measure) => Comparison.Of(
        [.. first.Zip(second, (a, b) => (a.Select(measure).ToArray(), b.Select(measure).ToArray()))]);

    private static Outcome Run(
        Func<StrategyContext, ISearchStrategy> create, LandscapePreset preset, Func<int, double, double>? told, ulong landscapeNumber, ulong seed)
    {
        Landscape landscape = new(landscapeNumber, new SyntheticOptions { Preset = preset }.Shape);
        Study study = new(ToyGrammar.Endless, Trials, create) { Seed = seed };
        List<(double Score, double Cost)> points = [];
        for (int number = 0; number < Trials; number++)
        {
            Network network = study.Space.Realise(study.Propose().Architecture);
            double score = landscape.Score(network.Graph);
            study.Finish(number, told is null ? score : told(number, score));
            points.Add((score, Math.Log10(1 + (double)network.Costs.Parameters) / 5));
        }

        return new Outcome(points.Max(point => point.Score), Area(points));
    }

    /// <summary>The area that is dominated within scores of 0 to 1 and parameters of 1 to 10^5, on a logarithmic scale, as a share.</summary>
    private static double Area(List<(double Score, double Cost)> points)
    {
        (double area, double cheapest) = (0, 1);
        foreach ((double score, double cost) in points.OrderByDescending(point => point.Score).ThenBy(point => point.Cost).Where(point => point.Cost <= 1))
        {
            area += score * Math.Max(0, cheapest - cost);
            cheapest = Math.Min(cheapest, cost);
        }

        return area;
    }

    /// <summary>What a run came to.</summary>
    /// <param name="Best">The best score.</param>
    /// <param name="Hypervolume">The dominated area.</param>
    internal sealed record Outcome(double Best, double Hypervolume);
}
