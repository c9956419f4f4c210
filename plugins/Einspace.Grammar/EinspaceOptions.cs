using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Einspace.Sdk.Plugins;

namespace Einspace.Grammar;

/// <summary>
/// Options of the grammar <c>einspace</c>. Every quirk of the reference implementation (SPEC section 12) has one; the profile
/// <c>reference</c> brings all of them back.
/// </summary>
public sealed record EinspaceOptions
{
    /// <summary>Depth from which a module can only be a computation.</summary>
    [Description("Depth (the root's is 0) from which a module can only be a computation. The reference uses 100; of its samples 3 in 1,000 are deeper than 30. Failed attempts grow to the limit: at [3,28,28] a sample takes 330 draws in the mean at 30, 6,300 at 100, 230,000 at 200.")]
    [Range(0, 200)]
    [Profile("reference", "100")]
    public int DepthLimit { get; init; } = 30;

    /// <summary>Depth down to which a module cannot be a computation.</summary>
    [Description("Modules less deep than this are no computations (the root never is); where it exceeds the depth limit, the limit holds. Architectures grow with it exponentially: some 700 unique nodes at 10.")]
    [Range(0, 20)]
    public int MinimumDepth { get; init; }

    /// <summary>Probability of a computation among the modules.</summary>
    [Description("Probability with which a module is a computation, whatever else it could be; more makes smaller architectures (paper: 0.32).")]
    [Range(0.01, 0.99)]
    public double ComputationProbability { get; init; } = 0.32;

    /// <summary>Of images and tokens, or of tokens alone.</summary>
    [Description("2: images [C, H, W], cut into tokens and put together again, or tokens [S, D]. 1: tokens alone, with 16 one-dimensional convolutions (axis 1 are the channels) and no routes between images and tokens: the reference's search_spaces_1d, without Q11.")]
    [Range(1, 2)]
    public int Dimensions { get; init; } = 2;

    /// <summary>Q1.</summary>
    [Description("Q1: a terminal that stands where a module is expected, as in some seed architectures, is put into a comp; one node and one level more, the same function. Otherwise it stays as it is written, and counts are the reference's.")]
    public bool WrapBareTerminals { get; init; }

    /// <summary>Q2.</summary>
    [Description("Q2: cat(axis, n) only joins the n tensors of a branch by n. Otherwise cat is offered for another number than its branch has, and its shape goes by the number in its name: 29 % of the reference's samples record a shape that execution contradicts.")]
    [Profile("reference", "false")]
    public bool MatchCatArity { get; init; } = true;

    /// <summary>Q3.</summary>
    [Description("Q3: col2im only where there are as many tokens as pixels. Otherwise wherever the elements fill the image's grid: where the inner module changed the number of tokens, places and features mix.")]
    public bool StrictCol2im { get; init; }

    /// <summary>Q4.</summary>
    [Description("Q4: whether norm of an image is batch normalisation, as the reference does, or instance normalisation (with scale and shift), as its docstring says.")]
    public ImageNorm ImageNorm { get; init; } = ImageNorm.Batch;

    /// <summary>Q5.</summary>
    [Description("Q5: norm may stand where an image is one pixel large. Otherwise drawing it there gives up the whole tree (a fresh one begins), a mutation tries another position, and a written architecture that has it is refused.")]
    [Profile("reference", "false")]
    public bool AllowNormOfOnePixel { get; init; } = true;

    /// <summary>Q6.</summary>
    [Description("Q6: a minimum depth leaves the root alone. Otherwise any minimum-depth above 0 is refused: the reference ends there in an error.")]
    [Profile("reference", "false")]
    public bool AllowMinimumDepth { get; init; } = true;

    /// <summary>Q7.</summary>
    [Description("Q7: one axis shorter than n forbids grouping by n along every axis (three channels: no group by 4 or 8 at all). Otherwise only along itself.")]
    public bool ShortestAxisLimitsGroups { get; init; } = true;

    /// <summary>Q8.</summary>
    [Description("Q8: a branch keeps its branching factor to its aggregation. Otherwise it forgets it where its first inner module ends in another branch: then products fail there, and with match-cat-arity off, cat of any number is offered.")]
    [Profile("reference", "false")]
    public bool KeepBranchingFactor { get; init; } = true;

    /// <summary>Q12.</summary>
    [Description("Q12: mutation draws an inner module of a branch from the modules. Otherwise from the symbol of the branch: those of a root branch become no computation, and a computation there never changes.")]
    [Profile("reference", "false")]
    public bool MutateInnersAsModules { get; init; } = true;

    /// <summary>Q13.</summary>
    [Description("Q13: mutation can replace terminals that the grammar never draws, those of seed architectures and bare ones. Otherwise drawing their position is a try in vain.")]
    [Profile("reference", "false")]
    public bool MutateForeignTerminals { get; init; } = true;

    /// <summary>Q14.</summary>
    [Description("Q14: mutation draws a position among unique nodes, and a change inside a repeated module holds for all copies. Otherwise positions are drawn among all copies, and a change inside one of n copies is lost unless it is the last: 73 % of the reference's mutants of its transformer are their parent.")]
    [Profile("reference", "false")]
    public bool MutateCopiesAsOne { get; init; } = true;

    /// <summary>Whether mutation asks the filters of the whole tree.</summary>
    [Description("Mutants of architectures that the grammar makes are such architectures again. Otherwise only the new subtree is drawn by the filters, and any mutant whose shapes can be computed, and that can run, is accepted, as in the reference.")]
    [Profile("reference", "false")]
    public bool FilterMutants { get; init; } = true;
}
