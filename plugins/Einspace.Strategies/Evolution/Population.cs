using System.Collections.Immutable;
using Einspace.Sdk;
using Einspace.Sdk.Grammars;

namespace Einspace.Strategies.Evolution;

/// <summary>The scored trials from which parents are chosen.</summary>
/// <param name="capacity">Members of the full population.</param>
internal abstract class Population(int capacity)
{
    public int Capacity => capacity;

    public abstract int Count { get; }

    /// <summary>Takes a member in; another leaves where the population is full.</summary>
    public abstract void Join(Member member);

    /// <summary>Chooses a parent.</summary>
    public abstract Member Winner(RandomStream random);

    /// <summary>A scored trial.</summary>
    /// <param name="Number">Its number.</param>
    /// <param name="Architecture">Its architecture.</param>
    /// <param name="Values">What it reached by each objective; more is better.</param>
    internal sealed record Member(int Number, Architecture Architecture, ImmutableArray<double> Values);
}
