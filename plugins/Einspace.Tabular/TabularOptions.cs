using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Einspace.Tabular;

/// <summary>Options of <c>tabular</c>.</summary>
public sealed record TabularOptions
{
    /// <summary>The table's file.</summary>
    [Description("The table, as 'tabulate' writes it.")]
    [Required]
    public string? Table { get; init; }

    /// <summary>Which of a network's trainings is shown.</summary>
    [Description("Which training of a network is shown: one of its seeds, drawn by the evaluation's seed, as noisy as training is; or the mean of all.")]
    public TabularSeeds Seeds { get; init; } = TabularSeeds.Drawn;
}
