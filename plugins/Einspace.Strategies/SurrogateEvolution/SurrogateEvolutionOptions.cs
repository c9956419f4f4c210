using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Einspace.Strategies.Evolution;

namespace Einspace.Strategies.SurrogateEvolution;

/// <summary>Options of <c>surrogate-evolution</c>.</summary>
public sealed record SurrogateEvolutionOptions : EvolutionOptions
{
    /// <summary>Mutants drawn, of which the most promising one is trained.</summary>
    [Description("Mutants drawn, of which the most promising one is trained (Wei et al. 2020, NPENAS; White et al. 2021, BANANAS).")]
    [Range(1, 10_000)]
    public int Mutants { get; init; } = 16;

    /// <summary>Scored trials from which on mutants are chosen; null takes the population's size.</summary>
    [Description("Scored trials from which on the regressor is asked; before, evolution is plain. Default: the population's size.")]
    [Range(2, 1_000_000)]
    public int? WarmUp { get; init; }

    /// <summary>Penalty on the regressor's weights.</summary>
    [Description("Penalty of the ridge regression on its weights, for standardised features, in trials.")]
    [Range(1e-6, 1e6)]
    public double Ridge { get; init; } = 10;

    /// <summary>Newest trials from which the regressor learns.</summary>
    [Description("Newest trials from which the regressor learns; bounds its time and memory.")]
    [Range(2, 1_000_000)]
    public int History { get; init; } = 2000;
}
