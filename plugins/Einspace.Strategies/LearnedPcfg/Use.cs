using Einspace.Sdk.Grammars;

namespace Einspace.Strategies.LearnedPcfg;

/// <summary>A production in place of a symbol.</summary>
/// <param name="Symbol">The symbol's name.</param>
/// <param name="Label">The production with its arguments, for example <c>linear(64)</c>.</param>
internal readonly record struct Use(string Symbol, string Label)
{
    public static Use Of(SymbolDescription symbol, ProductionDescription production) =>
        new(symbol.Name, Move.LabelOf(production.Name, production.Arguments));

    /// <summary>The uses in a derivation; those below a production that the symbol lacks are left out.</summary>
    public static IReadOnlyList<Use> Of(Grammar grammar, Architecture architecture)
    {
        Dictionary<Use, ProductionDescription> known = grammar.Symbols
            .SelectMany(symbol => symbol.Productions.Select(production => (Use: Of(symbol, production), production)))
            .ToDictionary(pair => pair.Use, pair => pair.production);
        List<Use> uses = [];
        Stack<(string Symbol, DerivationNode Node)> open = new([(grammar.Symbols[0].Name, architecture.Root)]);
        while (open.TryPop(out (string Symbol, DerivationNode Node) top))
        {
            Use use = new(top.Symbol, Move.LabelOf(top.Node.Production, top.Node.Arguments));
            if (!known.TryGetValue(use, out ProductionDescription? production))
                continue;
            uses.Add(use);
            int slot = 0;
            foreach (DerivationChild child in top.Node.Children)
            {
                // A slot may stand empty: the child is of the next symbol that has its production.
                string label = Move.LabelOf(child.Node.Production, child.Node.Arguments);
                while (slot < production.Children.Length && !known.ContainsKey(new Use(production.Children[slot], label)))
                    slot++;
                if (slot < production.Children.Length)
                    open.Push((production.Children[slot++], child.Node));
            }
        }

        return uses;
    }
}
