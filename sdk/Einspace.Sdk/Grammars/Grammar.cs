using Einspace.Sdk.Grammars.Analysis;
using Einspace.Sdk.Graphs;

namespace Einspace.Sdk.Grammars;

/// <summary>
/// A probabilistic grammar bound to an input shape: what strategies see of a space, whatever grammar a plugin declared with
/// <c>GrammarBuilder</c>. Immutable and safe for concurrent use.
/// </summary>
public abstract class Grammar
{
    private protected Grammar()
    {
    }

    /// <summary>The grammar's name, for example <c>einspace</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Draws an architecture while somebody counts every draw and every node.</summary>
    internal abstract SampledArchitecture Sample(RandomStream random, DerivationTally tally);

    /// <summary>The shape of the input of every architecture, without the batch axis.</summary>
    public abstract TensorShape Input { get; }

    /// <summary>The symbols with their productions and weights, the start symbol first.</summary>
    public abstract IReadOnlyList<SymbolDescription> Symbols { get; }

    /// <summary>
    /// The probability of a production before anything was drawn: at the root, as its guards have it, where its symbol stands nowhere
    /// else, and otherwise where all options are open.
    /// </summary>
    /// <param name="symbol">One of <see cref="Symbols"/>.</param>
    /// <param name="production">One of its productions.</param>
    /// <returns>A probability; 0 for one that is never drawn.</returns>
    public double PriorOf(SymbolDescription symbol, ProductionDescription production)
    {
        ArgumentNullException.ThrowIfNull(symbol);
        ArgumentNullException.ThrowIfNull(production);
        if (!StandsAtRootAlone(symbol))
            return symbol.PriorOf(production);
        DerivationOption? option = Begin().Options.FirstOrDefault(option =>
            option.Production == production.Name && option.Arguments.SequenceEqual(production.Arguments));
        return option?.Probability ?? 0;
    }

    /// <summary>
    /// Whether a derivable parent's mutants are derivable. They are unless the grammar declared a <see cref="MutationLaw"/> that asks
    /// no guards.
    /// </summary>
    public abstract bool HasDerivableMutants { get; }

    /// <summary>
    /// Draws an architecture. A symbol's production is drawn by weight among those that its attributes allow; where that
    /// production cannot be completed it is removed and another drawn at the same symbol (reference behaviour, SPEC section 4:
    /// chronological, siblings are never drawn again alone). Where a production gives up (<c>GivesUpWhen</c>), a fresh tree begins.
    /// </summary>
    /// <param name="random">The only source of randomness.</param>
    /// <returns>An architecture that is derivable, and its number of draws.</returns>
    /// <exception cref="InputException">The grammar derives nothing for this input, or gave up 10,000 trees in a row.</exception>
    public abstract SampledArchitecture Sample(RandomStream random);

    /// <summary>
    /// Changes one position, drawn uniformly among unique nodes: another production than the one that stands there is drawn, with
    /// everything below it, by the grammar's law given the position's inherited attributes and depth; then the whole tree's attributes
    /// are computed again. So the production at the position always changes, and the child never equals the parent. A mutant is
    /// derivable if its parent is, otherwise at least executable. Changing a repeated subtree changes all its copies.
    /// </summary>
    /// <remarks>
    /// <para>New attributes can change which children a production has. Children keep their slots; a slot that appears takes a copy of
    /// the nearest earlier sibling of the same symbol, one that vanishes is dropped, and counts are computed again. A try fails where no
    /// other production can be completed, where one gives the derivation up, where a rule fails elsewhere in the tree or, for a
    /// derivable parent, where a guard objects outside the new subtree.</para>
    /// <para>A grammar may declare another <see cref="MutationLaw"/>: nodes drawn by weight, by another symbol's options, changes that
    /// are lost (then the child equals the parent), mutants that are only executable. The grammar einspace does so in the profile
    /// <c>reference</c>, whose law is the reference implementation's (SPEC section 6; Q12, Q13, Q14): nodes are drawn in proportion to
    /// their expanded copies, a change strictly inside one of n copies takes effect with probability 1/n, terminals of seed architectures
    /// that the grammar never draws do not change, and no guard is asked outside the new subtree, whatever the parent.</para>
    /// </remarks>
    /// <param name="parent">An executable architecture of this grammar.</param>
    /// <param name="random">The only source of randomness.</param>
    /// <param name="tries">How many positions may be tried, at least 1; the SDK's default is 50.</param>
    /// <returns>The mutation, or null where no try gave a valid architecture.</returns>
    public abstract Mutation? Mutate(Architecture parent, RandomStream random, int tries = 50);

    /// <summary>
    /// Crosses two architectures: the child is the first with a subtree of the second. A position of the first is drawn uniformly among
    /// unique nodes, then one of the second uniformly among its unique nodes that stand for the same symbol and inherit the same
    /// attributes, whatever their depth; where there is none, the try is in vain. The root is never crossed with the root. Where the
    /// synthesized attributes are equal too, the swap is legal by itself (<see cref="CrossoverMatch.Exact"/>), unless a guard objects to
    /// another depth; otherwise the whole tree's attributes are computed again as for a mutant, and the try fails where a rule fails or,
    /// for derivable parents, where a guard objects. So a child is derivable if both parents are, otherwise at least executable.
    /// </summary>
    /// <remarks>
    /// A repeated subtree is one node: it is given as one, and what takes the place of one, or of a part of one, does so in all copies. A
    /// child that equals a parent is not drawn again but marked: it comes about where the two subtrees are equal, or where the rest of
    /// the two parents is. <see cref="MutationLaw.Accepts"/> is asked of children too; nothing else of a declared
    /// <see cref="MutationLaw"/> is.
    /// </remarks>
    /// <param name="first">An executable architecture of this grammar.</param>
    /// <param name="second">Another one; the same is allowed.</param>
    /// <param name="random">The only source of randomness.</param>
    /// <param name="tries">How many positions may be tried, at least 1; the SDK's default is 50.</param>
    /// <returns>The crossover, or null where no try gave a valid architecture.</returns>
    /// <exception cref="InputException">A parent is not executable.</exception>
    public abstract Crossover? Cross(Architecture first, Architecture second, RandomStream random, int tries = 50);

    /// <summary>Reads an architecture of this grammar.</summary>
    /// <param name="text">Canonical or hand-written text.</param>
    /// <returns>An executable architecture.</returns>
    /// <exception cref="ArchitectureSyntaxException">
    /// The text is malformed, or no architecture of this grammar can be so; line, column, what was found, what could stand there.
    /// </exception>
    public abstract Architecture Parse(string text);

    /// <summary>Says whether the grammar makes an architecture, and whether it runs.</summary>
    /// <param name="architecture">Any derivation.</param>
    /// <returns>The answer, with the reason where either is false.</returns>
    public abstract DerivationCheck Check(Architecture architecture);

    /// <summary>Starts an empty derivation, to be completed choice by choice.</summary>
    /// <returns>A derivation with one open position, the start symbol.</returns>
    public abstract PartialDerivation Begin();

    /// <summary>
    /// The same grammar with other shares, for what learns them: the same architectures, drawn by another law. What has a fixed
    /// probability keeps having one.
    /// </summary>
    /// <param name="share">
    /// The share of each production that can be drawn: its probability where it has a fixed one, otherwise its weight. More than 0.
    /// </param>
    /// <returns>The grammar; this one stays as it is.</returns>
    /// <exception cref="ArgumentException">
    /// A share is not a number above 0, or a symbol's fixed probabilities leave nothing for its other productions.
    /// </exception>
    public abstract Grammar Reweigh(Func<SymbolDescription, ProductionDescription, double> share);

    /// <summary>Lowers an architecture to primitives, without a head; not simplified.</summary>
    /// <param name="architecture">An executable architecture of this grammar.</param>
    /// <returns>The graph of the backbone.</returns>
    /// <exception cref="InputException">The architecture is not executable.</exception>
    public abstract ComputationGraph Lower(Architecture architecture);

    private bool StandsAtRootAlone(SymbolDescription symbol) =>
        symbol.Name == Symbols[0].Name
            && !Symbols.SelectMany(other => other.Productions).Any(production => production.Children.Contains(symbol.Name));
}
