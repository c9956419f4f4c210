using Einspace.Sdk.Grammars;
using Einspace.Sdk.Graphs;

namespace Einspace.Grammar;

/// <summary>The law of mutation that the options ask for: the SDK's, or the reference's quirks of it (SPEC section 6).</summary>
internal static class EinspaceMutation
{
    public static MutationLaw Of(EinspaceOptions options) => new()
    {
        Weight = options.MutateCopiesAsOne ? null : site => site.Copies,
        Effect = options.MutateCopiesAsOne ? null : EffectOfOneCopy,
        Symbol = options is { MutateInnersAsModules: true, MutateForeignTerminals: true } ? null : site => SymbolOf(site, options),
        AsksGuards = options.FilterMutants,
        // The reference runs every mutant, its convolutions fused; where shapes are those of execution there is nothing to find out.
        Accepts = options.FilterMutants || options.MatchCatArity
            ? null
            : graph => GraphPasses.Simplify(graph).ExecutedOutput() is not null,
    };

    /// <summary>
    /// Q14: of n copies only the last is searched for the node that changes; the copies themselves are changed together. So each
    /// repeated module strictly above the node counts 1/n.
    /// </summary>
    private static double EffectOfOneCopy(MutationSite site) => site.Count / site.Copies;

    /// <summary>
    /// Q12: an inner module of a branch is drawn from the options of the branch's own symbol; what stands there cannot be taken out
    /// of them where they don't have it. Q13: likewise a terminal that is no option.
    /// </summary>
    private static string? SymbolOf(MutationSite site, EinspaceOptions options)
    {
        if (!options.MutateForeignTerminals && !site.IsOption)
            return null;
        bool isInner = site is { Symbol: EinspaceGrammar.Module, Parent.Production: EinspaceGrammar.Branch };
        if (options.MutateInnersAsModules || !isInner)
            return site.Symbol;
        string symbol = site.Parent!.Symbol;
        return symbol == EinspaceGrammar.Network && site.Production == EinspaceGrammar.Comp ? null : symbol;
    }
}
