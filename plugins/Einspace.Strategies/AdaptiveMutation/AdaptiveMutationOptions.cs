using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Einspace.Strategies.Evolution;

namespace Einspace.Strategies.AdaptiveMutation;

/// <summary>Options of <c>adaptive-mutation</c>.</summary>
public sealed record AdaptiveMutationOptions : EvolutionOptions
{
    /// <summary>Mutants drawn, among whose mutations one is chosen.</summary>
    [Description("Mutants drawn by the grammar's law, among whose mutations one is chosen.")]
    [Range(1, 10_000)]
    public int Mutants { get; init; } = 4;

    /// <summary>Share of proposals that are mutated by the grammar's law alone.</summary>
    [Description("Share of the proposals that are mutated by the grammar's law alone, however long the study (epsilon-greedy; Watkins 1989).")]
    [Range(0.0, 1.0)]
    public double Exploration { get; init; } = 0.2;

    /// <summary>How far a value moves towards what a mutation brought, once it has been seen often.</summary>
    [Description("How far a value moves towards what a mutation brought; while that is few mutations, it is their mean.")]
    [Range(1e-6, 1.0)]
    public double LearningRate { get; init; } = 0.1;
}
