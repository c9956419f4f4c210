using Einspace.Sdk.Graphs;

namespace Einspace.Sdk.Grammars.Engine;

/// <summary>Crossover by the law that stands at <see cref="Grammar.Cross"/>, on flat derivations.</summary>
internal sealed class Crosser<TState>(
    GrammarRules<TState> rules, TState initial, Func<ComputationGraph, bool>? accepts, Func<Architecture, ComputationGraph> lower)
    where TState : unmanaged, IEquatable<TState>
{
    private readonly Graft<TState> _graft = new(rules, initial);

    /// <summary>Tries to cross, drawing position after position.</summary>
    /// <param name="first">The derivation that changes, with its attributes.</param>
    /// <param name="second">The derivation that gives a subtree, with its attributes.</param>
    /// <param name="areDerivable">Whether both are derivable.</param>
    /// <param name="random">The only source of randomness.</param>
    /// <param name="tries">How many positions may be tried.</param>
    /// <returns>The child with what happened; the caller knows whether it is a no-op. Or null.</returns>
    public Crossover? Cross(Derivation<TState> first, Derivation<TState> second, bool areDerivable, RandomStream random, int tries)
    {
        int matches = 0;
        for (int attempt = 1; attempt <= tries; attempt++)
        {
            int position = random.NextInt(first.Count);
            int donor = DrawDonor(first, position, second, random);
            if (donor < 0)
                continue;
            matches++;
            _graft.Splice(first.Records, position, second.Records, donor, second.Records[donor].Production);
            ref readonly NodeAttributes<TState> old = ref first.Attributes[position];
            ref readonly NodeAttributes<TState> given = ref second.Attributes[donor];
            bool isExact = old.Synthesized.Equals(given.Synthesized);
            Architecture? child = isExact && old.Depth == given.Depth ? _graft.Spliced() : _graft.Derive(areDerivable);
            if (child is null || (accepts is not null && !accepts(lower(child))))
                continue;
            return new Crossover(
                child, position, donor, attempt, matches, isExact ? CrossoverMatch.Exact : CrossoverMatch.Reannotated, IsNoOp: false);
        }

        return null;
    }

    /// <summary>Draws among the second's positions that match; −1 where none does.</summary>
    private static int DrawDonor(Derivation<TState> first, int position, Derivation<TState> second, RandomStream random)
    {
        ref readonly NodeAttributes<TState> own = ref first.Attributes[position];
        // The whole of the second parent in the place of the whole first one would be no child of both.
        int start = position == 0 ? 1 : 0;
        int count = 0;
        for (int i = start; i < second.Count; i++)
            count += Matches(in own, in second.Attributes[i]) ? 1 : 0;
        if (count == 0)
            return -1;
        int drawn = random.NextInt(count);
        for (int i = start; ; i++)
        {
            if (Matches(in own, in second.Attributes[i]) && drawn-- == 0)
                return i;
        }
    }

    private static bool Matches(in NodeAttributes<TState> one, in NodeAttributes<TState> other) =>
        one.Symbol == other.Symbol && one.Inherited.Equals(other.Inherited);
}
