using System.Collections.Immutable;
using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Grammars;
using Einspace.Sdk.Search;

namespace Einspace.Sdk.Testing;

/// <summary>A study in miniature, in which a strategy is tried.</summary>
internal sealed record StrategySituation(string Name, Grammar Grammar, int Trials, int Jobs = 1)
{
    /// <summary>The share of trials that end without a score, evenly failed, rejected and cancelled.</summary>
    public double FailureShare { get; init; }

    /// <summary>The share of measured trials that end pruned.</summary>
    public double PrunedShare { get; init; }

    /// <summary>The share of measurements after which a trial rests instead of ending.</summary>
    public double PauseShare { get; init; }

    /// <summary>What networks may cost.</summary>
    public Limits Limits { get; init; } = new();

    public ImmutableArray<string> Seeds { get; init; } = [];

    public Direction Direction { get; init; } = Direction.Maximise;

    public ulong Seed { get; init; } = 1;

    public override string ToString() => $"{Name}, seed {Seed}";

    public Objective Objective => new("score", Direction);

    public StrategyContext NewContext()
    {
        SearchSpace space = new(Grammar, ToyGrammar.Task, Limits);
        return new StrategyContext(space, [Objective], Trials, [.. Seeds.Select(Grammar.Parse)]);
    }
}
