using System.Collections.Immutable;

namespace Einspace.Sdk.Grammars;

/// <summary>
/// Declares a production's share, children and rules; made by <see cref="SymbolBuilder{TState}.Production"/>. What is not declared
/// has the plainest meaning: weight 1, always allowed, children one after the other.
/// </summary>
/// <typeparam name="TState">The grammar's attributes.</typeparam>
public sealed class ProductionBuilder<TState>
    where TState : unmanaged, IEquatable<TState>
{
    internal ProductionBuilder(string name, ImmutableArray<long> arguments)
    {
        Name = name;
        Arguments = arguments;
    }

    internal string Name { get; }

    internal ImmutableArray<long> Arguments { get; }

    internal double Share { get; private set; } = 1;

    internal bool HasProbability { get; private set; }

    internal bool IsExecutableOnly { get; private set; }

    internal List<(string Symbol, InheritRule<TState>? Inherit, RepeatRule<TState>? Repeat)> Children { get; } = [];

    internal GuardRule<TState>? Guard { get; private set; }

    internal SynthesisRule<TState>? Synthesis { get; private set; }

    internal LoweringRule<TState>? Lowering { get; private set; }

    internal GuardRule<TState>? GiveUp { get; private set; }

    internal string? GiveUpReason { get; private set; }

    internal bool IsImplied { get; private set; }

    /// <summary>Sets the share relative to the symbol's other productions that have no fixed probability; 1 where not set.</summary>
    /// <param name="weight">More than 0.</param>
    /// <returns>The same production.</returns>
    public ProductionBuilder<TState> Weight(double weight)
    {
        (Share, HasProbability) = (weight, false);
        return this;
    }

    /// <summary>
    /// Fixes the probability, whatever other options fall away (einspace's computation keeps 0.32, SPEC section 4); where only
    /// productions with fixed probabilities are left, they share by them.
    /// </summary>
    /// <param name="probability">Between 0 and 1, both excluded.</param>
    /// <returns>The same production.</returns>
    public ProductionBuilder<TState> Probability(double probability)
    {
        (Share, HasProbability) = (probability, true);
        return this;
    }

    /// <summary>
    /// Never drawn, but accepted in an architecture that somebody wrote: the paper's seed architectures use operations that its
    /// grammar does not make.
    /// </summary>
    /// <returns>The same production.</returns>
    public ProductionBuilder<TState> ExecutableOnly()
    {
        IsExecutableOnly = true;
        return this;
    }

    /// <summary>Sets when the production may be drawn; always where not set.</summary>
    /// <param name="guard">The guard.</param>
    /// <returns>The same production.</returns>
    public ProductionBuilder<TState> When(GuardRule<TState> guard)
    {
        Guard = guard;
        return this;
    }

    /// <summary>
    /// Sets where choosing the production ends everything instead of failing here: sampling begins a fresh tree, a try at mutation is
    /// over, and an architecture that has it there is not executable; never where not set.
    /// </summary>
    /// <param name="rule">True where it does.</param>
    /// <param name="reason">Why, and by which option it may stand there after all, for who wrote such an architecture; no full sentence.</param>
    /// <returns>The same production.</returns>
    public ProductionBuilder<TState> GivesUpWhen(GuardRule<TState> rule, string? reason = null)
    {
        (GiveUp, GiveUpReason) = (rule, reason);
        return this;
    }

    /// <summary>
    /// A written architecture may leave the production out: where its only child stands in its place, <see cref="Grammar.Parse"/>
    /// puts it back.
    /// </summary>
    /// <returns>The same production.</returns>
    public ProductionBuilder<TState> Implied()
    {
        IsImplied = true;
        return this;
    }

    /// <summary>Adds a child slot, to the right of those declared before.</summary>
    /// <param name="symbol">The child's symbol.</param>
    /// <param name="inherit">
    /// What it inherits; where null what its left neighbour synthesized, and what the production inherited for the first.
    /// </param>
    /// <param name="repeat">How many copies of it there are; one where null.</param>
    /// <returns>The same production.</returns>
    public ProductionBuilder<TState> Child(
        string symbol, InheritRule<TState>? inherit = null, RepeatRule<TState>? repeat = null)
    {
        Children.Add((symbol, inherit, repeat));
        return this;
    }

    /// <summary>Sets what goes up; what the last child synthesized where not set, and for a terminal what came in.</summary>
    /// <param name="rule">The rule.</param>
    /// <returns>The same production.</returns>
    public ProductionBuilder<TState> Synthesizes(SynthesisRule<TState> rule)
    {
        Synthesis = rule;
        return this;
    }

    /// <summary>
    /// Sets what the production computes; where not set, each child is applied to what its left neighbour returned, so that a
    /// terminal is the identity.
    /// </summary>
    /// <param name="rule">The rule.</param>
    /// <returns>The same production.</returns>
    public ProductionBuilder<TState> Lowers(LoweringRule<TState> rule)
    {
        Lowering = rule;
        return this;
    }

    internal ProductionDescription Describe() => new(
        Name,
        Arguments,
        [.. Children.Select(child => child.Symbol)],
        HasProbability || IsExecutableOnly ? 0 : Share,
        HasProbability && !IsExecutableOnly ? Share : null)
    {
        RepeatedChildren = [.. Children.Index().Where(child => child.Item.Repeat is not null).Select(child => child.Index)],
    };
}
