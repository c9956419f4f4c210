using Einspace.Sdk.Grammars;
using Einspace.Sdk.Graphs;

namespace Einspace.Grammar;

/// <summary>
/// The shape of the einspace grammar (Ericsson et al. 2024, section 3; SPEC section 1): its symbols, and the modules, which are its
/// productions with children. The families of terminals have files of their own.
/// </summary>
internal static class EinspaceGrammar
{
    public const string Network = "network";
    public const string Module = "module";
    public const string Branch = "branch";
    public const string Comp = "comp";
    private const string Branching = "branching";
    private const string Aggregation = "aggregation";
    private const string Prerouting = "prerouting";
    private const string Postrouting = "postrouting";
    private const string Computation = "computation";

    public static Sdk.Grammars.Grammar Build(TensorShape input, EinspaceOptions options)
    {
        GrammarBuilder<EinspaceState> grammar = new("einspace");
        DeclareModules(grammar.Symbol(Network), options);
        grammar.Symbol(Network).Production(Comp)
            .Probability(options.ComputationProbability)
            .When((in s, depth) => depth >= options.DepthLimit)
            .Child(Computation);
        SymbolBuilder<EinspaceState> module = grammar.Symbol(Module);
        DeclareModules(module, options);
        ProductionBuilder<EinspaceState> comp = module.Production(Comp)
            .Probability(options.ComputationProbability)
            .When((in s, depth) => depth >= options.DepthLimit || depth >= options.MinimumDepth)
            .Child(Computation);
        if (options.WrapBareTerminals)
            comp.Implied();
        else
        {
            ComputationRules.DeclareBare(module, options);
            SeedRules.DeclareComputations(module);
        }

        BranchingRules.Declare(grammar.Symbol(Branching), options);
        AggregationRules.Declare(grammar.Symbol(Aggregation), options);
        RoutingRules.DeclareBefore(grammar.Symbol(Prerouting), options);
        RoutingRules.DeclareAfter(grammar.Symbol(Postrouting), options);
        ComputationRules.Declare(grammar.Symbol(Computation), options);
        SeedRules.DeclareComputations(grammar.Symbol(Computation));
        return grammar
            .Mutates(EinspaceMutation.Of(options))
            .Classifies(s => s.IsImage ? "images" : "tokens")
            .Build(input, EinspaceState.Of(input));
    }

    private static void DeclareModules(SymbolBuilder<EinspaceState> symbol, EinspaceOptions options)
    {
        GuardRule<EinspaceState> aboveLimit = (in s, depth) => depth < options.DepthLimit;
        DeclareSequence(symbol.Production("seq").When(aboveLimit));
        DeclareBranch(symbol.Production(Branch).When(aboveLimit), options);
        DeclareRoute(symbol.Production("route").When(aboveLimit));
    }

    /// <summary>y = second(first(x)); both get the branching factor that came in.</summary>
    private static void DeclareSequence(ProductionBuilder<EinspaceState> seq) => seq
        .Child(Module)
        .Child(Module, (in s, left) => left[0] with { Branches = s.Branches });

    /// <summary>
    /// Splits x in n, applies an inner module to each, joins the results. For n = 2 there are two inner modules, otherwise one with n
    /// copies (SPEC section 4).
    /// </summary>
    private static void DeclareBranch(ProductionBuilder<EinspaceState> branch, EinspaceOptions options)
    {
        InheritRule<EinspaceState> inner = options.KeepBranchingFactor
            ? (in s, left) => left[0] with { Branches = 1 }
            : (in s, left) => left[0];
        InheritRule<EinspaceState> joined = options.KeepBranchingFactor
            ? (in s, left) => left[1].WithOther(in left[2]) with { Branches = left[0].Branches, Arity = left[0].Branches }
            : (in s, left) => left[1].WithOther(in left[2]) with { Arity = left[0].Branches };
        branch
            .Child(Branching)
            .Child(Module, inner, (in s, left) => left[0].Branches == 2 ? 1 : left[0].Branches)
            .Child(Module, inner, (in s, left) => left[0].Branches == 2 ? 1 : 0)
            .Child(Aggregation, joined)
            .Lowers((scope, x) =>
            {
                var parts = scope.Child(0, x);
                return scope.Child(3, parts.Length == 2
                    ? [.. scope.Child(1, [parts[0]]), .. scope.Child(2, [parts[1]])]
                    : [.. parts.SelectMany((part, copy) => scope.Child(1, [part], copy))]);
            });
    }

    /// <summary>y = post(inner(pre(x))). Only the route's own col2im sees the image that its im2col left (SPEC section 2).</summary>
    private static void DeclareRoute(ProductionBuilder<EinspaceState> route) => route
        .Child(Prerouting)
        .Child(Module, (in s, left) => left[0].WithoutImage())
        .Child(Postrouting, (in s, left) =>
            left[1] with { ImageHeight = left[0].ImageHeight, ImageWidth = left[0].ImageWidth })
        .Synthesizes((in s, children, out result) =>
        {
            result = children[2].WithoutImage();
            return true;
        });
}
