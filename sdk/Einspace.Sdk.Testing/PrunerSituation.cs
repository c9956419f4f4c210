using System.Collections.Immutable;
using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Search;

namespace Einspace.Sdk.Testing;

/// <summary>A study in miniature, in which a pruner is tried: scores are drawn, nothing is evaluated.</summary>
internal sealed record PrunerSituation(string Name, int Trials = 30, int Horizon = 9, int Jobs = 1)
{
    /// <summary>The share of reports after which a trial fails, and of trials that are rejected before they begin.</summary>
    public double FailureShare { get; init; }

    public Direction Direction { get; init; } = Direction.Maximise;

    /// <summary>Whether reports hold the objective.</summary>
    public bool Measures { get; init; } = true;

    public ulong Seed { get; init; } = 1;

    public override string ToString() => $"{Name}, seed {Seed}";

    public PrunerContext NewContext() => new(new Objective("score", Direction), Horizon, Trials);

    /// <summary>Metrics of a trial at a fidelity: a quality that shows more the longer it is trained, worse in every way where it is minimised.</summary>
    public ImmutableSortedDictionary<string, double> MetricsOf(int trial, int fidelity)
    {
        double quality = RandomStream.Derive(Seed, "quality", (ulong)trial).NextDouble();
        double luck = RandomStream.Derive(Seed, $"luck {trial}", (ulong)fidelity).NextDouble();
        double score = ((quality * fidelity) + (luck * (Horizon - fidelity))) / Horizon;
        return ImmutableSortedDictionary<string, double>.Empty
            .Add(Measures ? "score" : "another", Direction == Direction.Maximise ? score : -score);
    }
}
