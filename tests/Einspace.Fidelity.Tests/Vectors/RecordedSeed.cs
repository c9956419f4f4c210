using System.Collections.Immutable;

namespace Einspace.Fidelity.Tests.Vectors;

/// <summary>A named architecture of the reference (SPEC section 15, "Seeds").</summary>
/// <param name="Name">The reference's name; those that start with <c>x_</c> are building blocks.</param>
/// <param name="Text">In the reference's notation.</param>
/// <param name="IsInSeedTable">Whether the reference offers it as a seed.</param>
/// <param name="Terminals">Number of terminals, each copy counted.</param>
/// <param name="Nonterminals">Number of modules, each copy counted.</param>
/// <param name="TerminalHistogram">How often each terminal occurs, each copy counted.</param>
/// <param name="NonterminalHistogram">How often each module occurs, each copy counted.</param>
/// <param name="Inputs">What it is on each input.</param>
internal sealed record RecordedSeed(
    string Name,
    string Text,
    bool IsInSeedTable,
    long Terminals,
    long Nonterminals,
    ImmutableDictionary<string, long> TerminalHistogram,
    ImmutableDictionary<string, long> NonterminalHistogram,
    ImmutableArray<RecordedSeedInput> Inputs)
{
    public static RecordedSeed Read(string name, VectorValue value) => new(
        name,
        value["sexpr"].Architecture(),
        value.Find("in_seed_table")?.Flag() ?? false,
        value["terminals"].Whole(),
        value["nonterminals"].Whole(),
        value["terminal_hist"].Counts(),
        value["nonterminal_hist"].Counts(),
        [.. value["inputs"].Members().Select(input => RecordedSeedInput.Read(input.Key, input.Value))]);
}
