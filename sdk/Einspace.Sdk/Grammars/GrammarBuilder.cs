using Einspace.Sdk.Grammars.Engine;
using Einspace.Sdk.Graphs;

namespace Einspace.Sdk.Grammars;

/// <summary>
/// Declares a grammar: symbols, their productions, and the rules of their attributes. Sampling, mutation, reading, partial
/// derivations and lowering then come with the <see cref="Grammar"/> that <see cref="Build"/> returns.
/// </summary>
/// <remarks>
/// Attributes flow from left to right (an L-attributed grammar): a production inherits from its parent and its left siblings, and
/// synthesizes when its children are done. Depth is the only attribute that the engine itself keeps; a grammar that could grow without
/// end bounds it by guards.
/// <code>
/// GrammarBuilder&lt;Width&gt; grammar = new("tiny");
/// SymbolBuilder&lt;Width&gt; module = grammar.Symbol("module");
/// module.Production("seq").When((in w, depth) => depth &lt; 3).Child("module").Child("module");
/// module.Production("linear", 8)
///     .Synthesizes((in w, children, out result) =>
///     {
///         result = new Width(8);
///         return true;
///     })
///     .Lowers((scope, x) => [scope.Apply(new Operator.Linear(scope.Inherited.Size, 8), x[0])]);
/// Grammar bound = grammar.Build(new TensorShape(1, 4), new Width(4));
/// </code>
/// </remarks>
/// <typeparam name="TState">The attributes: a small struct of the grammar's own, without references.</typeparam>
public sealed class GrammarBuilder<TState>
    where TState : unmanaged, IEquatable<TState>
{
    private readonly string _name;
    private readonly List<SymbolBuilder<TState>> _symbols = [];
    private MutationLaw _mutation = new();
    private Func<TState, string>? _classes;

    /// <summary>Starts a grammar.</summary>
    /// <param name="name">Its name, for example <c>einspace</c>.</param>
    public GrammarBuilder(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        _name = name;
    }

    /// <summary>Declares a symbol, or goes on with one already declared. The first is the start symbol.</summary>
    /// <param name="name">The symbol's name, for example <c>module</c>.</param>
    /// <returns>The symbol, to be given productions.</returns>
    public SymbolBuilder<TState> Symbol(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        SymbolBuilder<TState>? symbol = _symbols.Find(known => known.Name == name);
        if (symbol is null)
            _symbols.Add(symbol = new SymbolBuilder<TState>(name));
        return symbol;
    }

    /// <summary>Sets how architectures are mutated, where that is not as <see cref="Grammar.Mutate"/> says.</summary>
    /// <param name="law">The law.</param>
    /// <returns>The same builder.</returns>
    public GrammarBuilder<TState> Mutates(MutationLaw law)
    {
        ArgumentNullException.ThrowIfNull(law);
        _mutation = law;
        return this;
    }

    /// <summary>
    /// Names classes of attributes, so that analyses can tell positions of one symbol apart: einspace's are <c>images</c> and
    /// <c>tokens</c>. No law depends on it.
    /// </summary>
    /// <param name="classes">A short name for what a position inherits; few different ones.</param>
    /// <returns>The same builder.</returns>
    public GrammarBuilder<TState> Classifies(Func<TState, string> classes)
    {
        ArgumentNullException.ThrowIfNull(classes);
        _classes = classes;
        return this;
    }

    /// <summary>Checks the declaration and binds it to an input.</summary>
    /// <param name="input">The shape of every architecture's input, without the batch axis.</param>
    /// <param name="initial">What the start symbol inherits.</param>
    /// <returns>The grammar; later changes to the builder don't touch it.</returns>
    /// <exception cref="InvalidOperationException">The declaration is wrong; the message says where and why.</exception>
    public Grammar Build(TensorShape input, TState initial)
    {
        GrammarRules<TState> rules = GrammarCompiler.Compile(_name, _symbols);
        rules.Classes = _classes ?? rules.Classes;
        return new DeclaredGrammar<TState>(_name, input, initial, rules, _mutation, [.. _symbols.Select(symbol => symbol.Describe())]);
    }
}
