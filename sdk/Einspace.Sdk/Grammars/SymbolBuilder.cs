namespace Einspace.Sdk.Grammars;

/// <summary>Declares a symbol's productions; made by <see cref="GrammarBuilder{TState}.Symbol"/>.</summary>
/// <typeparam name="TState">The grammar's attributes.</typeparam>
public sealed class SymbolBuilder<TState>
    where TState : unmanaged, IEquatable<TState>
{
    internal SymbolBuilder(string name) => Name = name;

    internal string Name { get; }

    internal List<ProductionBuilder<TState>> Productions { get; } = [];

    /// <summary>Declares a production. Its order among the symbol's productions is the order of the options.</summary>
    /// <param name="name">Letters, digits, '-' and '_', a letter or '_' first: as it stands in an architecture's text.</param>
    /// <param name="arguments">Its arguments, for example 64 in <c>linear(64)</c>.</param>
    /// <returns>The production, to be given children and rules.</returns>
    public ProductionBuilder<TState> Production(string name, params ReadOnlySpan<long> arguments)
    {
        ArgumentNullException.ThrowIfNull(name);
        ProductionBuilder<TState> production = new(name, [.. arguments]);
        Productions.Add(production);
        return production;
    }

    internal SymbolDescription Describe() => new(Name, [.. Productions.Select(production => production.Describe())]);
}
