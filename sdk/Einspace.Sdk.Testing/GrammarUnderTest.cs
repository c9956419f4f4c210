using Einspace.Sdk.Grammars;

namespace Einspace.Sdk.Testing;

/// <summary>A grammar and what it is tried with.</summary>
/// <param name="Grammar">The grammar, bound to an input.</param>
/// <param name="Executor">Runs what it lowers to; null where there is no backend, and then predicted shapes are not compared with executed ones.</param>
public sealed record GrammarUnderTest(Grammar Grammar, GraphExecutor? Executor = null);
