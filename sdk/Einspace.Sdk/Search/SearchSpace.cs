using Einspace.Sdk.Data;
using Einspace.Sdk.Grammars;
using Einspace.Sdk.Graphs;

namespace Einspace.Sdk.Search;

/// <summary>
/// What strategies search: a grammar for a task, within limits. Sampling, mutating and crossing draw again while a limit is broken, so that
/// a strategy need not know of limits. Not safe for concurrent use.
/// </summary>
public sealed class SearchSpace
{
    private const int Remembered = 256;
    private readonly Dictionary<string, Network> _networks = [];
    private readonly Queue<string> _order = [];

    /// <summary>Creates a space.</summary>
    /// <param name="grammar">The grammar, bound to the task's input.</param>
    /// <param name="task">The task, for which the head is attached.</param>
    /// <param name="limits">What networks may cost.</param>
    /// <param name="attempts">
    /// How many draws one call of <see cref="Sample"/>, <see cref="Mutate"/> or <see cref="Cross"/> may make to keep the limits, at least 1; after them
    /// the last draw is returned and the study rejects it.
    /// </param>
    /// <param name="head">What may differ in the networks' heads; null is <see cref="HeadOptions.Default"/>.</param>
    public SearchSpace(Grammar grammar, TaskSpec task, Limits limits, int attempts = 1000, HeadOptions? head = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(attempts, 1);
        Grammar = grammar;
        Task = task;
        Limits = limits;
        Attempts = attempts;
        Head = head ?? HeadOptions.Default;
    }

    /// <summary>The grammar.</summary>
    public Grammar Grammar { get; }

    /// <summary>The task.</summary>
    public TaskSpec Task { get; }

    /// <summary>What networks may cost.</summary>
    public Limits Limits { get; }

    /// <summary>How many draws one call may make to keep the limits.</summary>
    public int Attempts { get; }

    /// <summary>
    /// How many draws broke a limit since the space was created. A strategy that draws until something is new gives up by how this grows: where
    /// the limits leave next to nothing, each of its calls makes all its attempts.
    /// </summary>
    public long Violations { get; private set; }

    /// <summary>What may differ in the networks' heads.</summary>
    public HeadOptions Head { get; }

    /// <summary>Draws an architecture from the grammar, within the limits.</summary>
    /// <param name="random">The only source of randomness.</param>
    /// <returns>The network; it breaks a limit only when every attempt did.</returns>
    public Network Sample(RandomStream random)
    {
        Network network = Draw(Grammar.Sample(random).Architecture);
        for (int attempt = 1; attempt < Attempts && network.Violation is not null; attempt++)
            network = Draw(Grammar.Sample(random).Architecture);
        return network;
    }

    /// <summary>Mutates an architecture, within the limits.</summary>
    /// <param name="parent">An executable architecture of the grammar.</param>
    /// <param name="random">The only source of randomness.</param>
    /// <returns>The mutant; null where the grammar found none: choose another parent.</returns>
    public Network? Mutate(Architecture parent, RandomStream random) =>
        Vary(() => Grammar.Mutate(parent, random) is { } mutation ? (mutation.Child, mutation.Tries) : null);

    /// <summary>Crosses two architectures (<see cref="Grammar.Cross"/>), within the limits.</summary>
    /// <param name="first">An executable architecture of the grammar, of which the child is a variant.</param>
    /// <param name="second">Another one, of which the child has a subtree.</param>
    /// <param name="random">The only source of randomness.</param>
    /// <returns>The child, which may equal a parent; null where none was found within the limits: choose other parents.</returns>
    public Network? Cross(Architecture first, Architecture second, RandomStream random) =>
        // Two parents have few children: where all break a limit, more draws of the same ones would not help.
        Vary(() => Grammar.Cross(first, second, random) is { } cross ? (cross.Child, cross.Tries) : null) is { Violation: null } child ? child : null;

    /// <summary>Lowers an architecture, attaches the head, simplifies into the canonical form, and measures the result.</summary>
    /// <param name="architecture">An executable architecture of the grammar.</param>
    /// <returns>The network.</returns>
    /// <exception cref="InputException">The architecture is not executable.</exception>
    public Network Realise(Architecture architecture)
    {
        if (_networks.TryGetValue(architecture.Text, out Network? known))
            return known;
        (ComputationGraph graph, string hash) = CanonicalForm.Of(NetworkHead.Attach(Grammar.Lower(architecture), Task, Head));
        GraphCosts costs = graph.Costs();
        Network network = new(architecture, graph, hash, costs, Limits.Violation(costs));
        Remember(network);
        return network;
    }

    private Network Draw(Architecture architecture)
    {
        Network network = Realise(architecture);
        Violations += network.Violation is null ? 0 : 1;
        return network;
    }

    private Network? Vary(Func<(Architecture Child, int Tries)?> draw)
    {
        Network? network = null;
        int tries = 0;
        for (int attempt = 0; attempt < Attempts && (network is null || network.Violation is not null); attempt++)
        {
            if (draw() is not { } drawn)
                break;
            network = Draw(drawn.Child);
            tries += drawn.Tries;
        }

        return network is null ? null : network with { Tries = tries };
    }

    private void Remember(Network network)
    {
        if (_order.Count == Remembered)
            _networks.Remove(_order.Dequeue());
        _networks.Add(network.Architecture.Text, network);
        _order.Enqueue(network.Architecture.Text);
    }
}
