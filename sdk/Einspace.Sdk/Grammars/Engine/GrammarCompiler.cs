using System.Collections.Immutable;

namespace Einspace.Sdk.Grammars.Engine;

/// <summary>Checks a declaration and resolves its names.</summary>
internal static class GrammarCompiler
{
    private const int MostOptions = 64;

    public static GrammarRules<TState> Compile<TState>(string grammar, IReadOnlyList<SymbolBuilder<TState>> declared)
        where TState : unmanaged, IEquatable<TState>
    {
        if (declared.Count == 0)
            throw Wrong(grammar, "it declares no symbol");
        Dictionary<string, int> numbers = declared.Index().ToDictionary(s => s.Item.Name, s => s.Index);
        var symbols = ImmutableArray.CreateBuilder<Symbol<TState>>();
        var productions = ImmutableArray.CreateBuilder<Production<TState>>();
        foreach (SymbolBuilder<TState> symbol in declared)
        {
            Check(grammar, symbol, numbers);
            ImmutableArray<ProductionBuilder<TState>> ordered = [.. symbol.Productions.OrderBy(p => p.IsExecutableOnly)];
            symbols.Add(new Symbol<TState>(symbol.Name, productions.Count, ordered));
            productions.AddRange(ordered.Select(p => new Production<TState>(
                p, [.. p.Children.Select(child => new Slot<TState>(numbers[child.Symbol], child.Inherit, child.Repeat))])));
        }

        CheckThatAllEnd(grammar, declared);
        return new GrammarRules<TState>(symbols.ToImmutable(), productions.ToImmutable());
    }

    private static void Check<TState>(string grammar, SymbolBuilder<TState> symbol, Dictionary<string, int> numbers)
        where TState : unmanaged, IEquatable<TState>
    {
        int options = symbol.Productions.Count(production => !production.IsExecutableOnly);
        if (options == 0)
            throw Wrong(grammar, $"symbol '{symbol.Name}' has no production that can be drawn");
        if (options > MostOptions)
            throw Wrong(grammar, $"symbol '{symbol.Name}' has {options} productions; at most {MostOptions} can be drawn");
        HashSet<string> labels = [];
        foreach (ProductionBuilder<TState> production in symbol.Productions)
        {
            string label = ArchitectureText.Label(new DerivationNode(NameOf(grammar, symbol, production), production.Arguments));
            if (!labels.Add(label))
                throw Wrong(grammar, $"symbol '{symbol.Name}' has production '{label}' twice");
            if (!(production.Share > 0 && double.IsFinite(production.Share)))
                throw Wrong(grammar, $"'{label}' of symbol '{symbol.Name}' has share {production.Share}; it must be more than 0");
            if (production.IsImplied && production.Children is not [{ Repeat: null }])
                throw Wrong(grammar, $"'{label}' of symbol '{symbol.Name}' may be left out, so it must have one child, which is always there");
            if (production.Children.Find(child => !numbers.ContainsKey(child.Symbol)) is { Symbol: { } unknown })
                throw Wrong(grammar, $"'{label}' of symbol '{symbol.Name}' has a child of symbol '{unknown}', which is not declared");
        }

        CheckProbabilities(grammar, symbol);
    }

    private static void CheckProbabilities<TState>(string grammar, SymbolBuilder<TState> symbol)
        where TState : unmanaged, IEquatable<TState>
    {
        double sum = symbol.Productions.Where(p => p is { HasProbability: true, IsExecutableOnly: false }).Sum(p => p.Share);
        bool anyWeight = symbol.Productions.Any(p => p is { HasProbability: false, IsExecutableOnly: false });
        if (sum > 1 || (sum == 1 && anyWeight))
        {
            throw Wrong(
                grammar, $"the fixed probabilities of symbol '{symbol.Name}' sum to {sum}, which leaves nothing for the others");
        }
    }

    private static string NameOf<TState>(string grammar, SymbolBuilder<TState> symbol, ProductionBuilder<TState> production)
        where TState : unmanaged, IEquatable<TState> =>
        ArchitectureText.IsName(production.Name)
            ? production.Name
            : throw Wrong(
                grammar,
                $"symbol '{symbol.Name}' has a production named '{production.Name}'; a name is made of letters, digits, '-' and '_', and starts with a letter or '_'");

    /// <summary>A symbol from which no finite tree can be derived would keep sampling busy for ever.</summary>
    private static void CheckThatAllEnd<TState>(string grammar, IReadOnlyList<SymbolBuilder<TState>> declared)
        where TState : unmanaged, IEquatable<TState>
    {
        HashSet<string> ending = [];
        while (declared.FirstOrDefault(symbol => !ending.Contains(symbol.Name) && Ends(symbol, ending)) is { } symbol)
            ending.Add(symbol.Name);
        if (declared.FirstOrDefault(symbol => !ending.Contains(symbol.Name)) is { } endless)
            throw Wrong(grammar, $"every production of symbol '{endless.Name}' leads back to itself: nothing finite can be derived");
    }

    private static bool Ends<TState>(SymbolBuilder<TState> symbol, HashSet<string> ending)
        where TState : unmanaged, IEquatable<TState> =>
        symbol.Productions.Any(production => !production.IsExecutableOnly
            && production.Children.All(child => child.Repeat is not null || ending.Contains(child.Symbol)));

    private static InvalidOperationException Wrong(string grammar, string what) =>
        new($"The declaration of grammar '{grammar}' is wrong: {what}.");
}
