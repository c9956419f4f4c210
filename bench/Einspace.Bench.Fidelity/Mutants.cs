using Einspace.Fidelity.Tests;
using Einspace.Grammar;
using Einspace.Sdk;
using Einspace.Sdk.Grammars;

namespace Einspace.Bench.Fidelity;

/// <summary>Mutants of one parent.</summary>
/// <param name="Count">How many there are.</param>
/// <param name="Equal">How many are their parent.</param>
/// <param name="Failures">Tries in vain for each mutant.</param>
internal sealed record Mutants(int Count, int Equal, double Failures)
{
    public double ShareEqual => Equal / (double)Count;

    public static Mutants OfSeed(string seed, EinspaceOptions options, int count)
    {
        Sdk.Grammars.Grammar grammar = Trees.Create(options);
        Architecture parent = grammar.Parse(new EinspaceFactory().Seed(seed, Profiles.Task(Trees.Input)));
        return Of([.. Enumerable.Repeat(parent, count)], grammar);
    }

    public static Mutants Of(IReadOnlyList<Architecture> parents, Sdk.Grammars.Grammar grammar)
    {
        List<(Architecture Parent, Mutation Mutation)> mutants = [];
        for (int i = 0; i < parents.Count; i++)
        {
            if (grammar.Mutate(parents[i], RandomStream.Derive(0, "mutant", (ulong)i)) is { } mutation)
                mutants.Add((parents[i], mutation));
        }

        return new Mutants(mutants.Count, mutants.Count(m => m.Mutation.Child.Equals(m.Parent)), mutants.Average(m => m.Mutation.Tries - 1.0));
    }
}
