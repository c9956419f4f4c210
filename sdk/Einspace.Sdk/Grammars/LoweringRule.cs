using System.Collections.Immutable;
using Einspace.Sdk.Graphs;

namespace Einspace.Sdk.Grammars;

/// <summary>Lowers a production to primitives: applies operators and lowers its children, from left to right.</summary>
/// <typeparam name="TState">The grammar's attributes.</typeparam>
/// <param name="scope">The node that is lowered: its attributes, and what applies operators and lowers children.</param>
/// <param name="inputs">The values that come in.</param>
/// <returns>The values that go out; exactly one at the root.</returns>
public delegate ImmutableArray<GraphValue> LoweringRule<TState>(
    LoweringScope<TState> scope, ImmutableArray<GraphValue> inputs)
    where TState : unmanaged, IEquatable<TState>;
