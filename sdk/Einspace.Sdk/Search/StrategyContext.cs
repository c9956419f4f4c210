using System.Collections.Immutable;
using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Grammars;

namespace Einspace.Sdk.Search;

/// <summary>What a strategy is made for.</summary>
/// <param name="Space">The architectures to search.</param>
/// <param name="Objectives">What is optimised, at least one; the first is the main one.</param>
/// <param name="Trials">How many trials the study may finish, for defaults that scale with the budget.</param>
/// <param name="Seeds">Architectures to start from; empty for a start from scratch.</param>
public sealed record StrategyContext(
    SearchSpace Space, ImmutableArray<Objective> Objectives, int Trials, ImmutableArray<Architecture> Seeds);
