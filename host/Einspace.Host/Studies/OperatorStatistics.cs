using Einspace.Host.Studies.Journal;
using Einspace.Sdk.Grammars;
using Einspace.Sdk.Search;

namespace Einspace.Host.Studies;

/// <summary>What an operator of the strategy did in a study: how many trials it made, and of what kind.</summary>
/// <param name="Operator">The operator, for example <c>mutate</c>.</param>
/// <param name="Trials">How many trials it made.</param>
/// <param name="Descendants">How many of them descend from earlier trials.</param>
/// <param name="NoOps">How many of those have the network of a parent.</param>
/// <param name="Tries">Positions tried for a descendant, on average; null where none was recorded.</param>
/// <param name="Repeats">Draws that were passed over to make its trials, because what they gave had been proposed before.</param>
/// <param name="Growth">Unique nodes that a descendant has more than its first parent, on average; null without descendants.</param>
internal sealed record OperatorStatistics(string Operator, int Trials, int Descendants, int NoOps, double? Tries, RepeatedDraws Repeats, double? Growth)
{
    /// <summary>
    /// Real et al. (2019) evolve for hundreds of turnovers; below so many, most trials are samples or their children, and a search is
    /// hardly told from random search. A choice, not a law.
    /// </summary>
    public const int FewTurnovers = 5;

    /// <summary>The operators of a study, in order of their first trial.</summary>
    public static IReadOnlyList<OperatorStatistics> Of(StudyState state)
    {
        Dictionary<int, int> sizes = [];
        return [.. state.Trials.GroupBy(trial => trial.Proposed.Operator).Select(group => Of(group.Key, [.. group], state, SizeOf))];

        int SizeOf(StudyTrial trial)
        {
            if (!sizes.TryGetValue(trial.Number, out int size))
                sizes.Add(trial.Number, size = Architecture.Parse(trial.Proposed.Architecture).UniqueNodes);
            return size;
        }
    }

    /// <summary>How often descendants replaced all the members of a population; those that filled it beside too few founders replaced none.</summary>
    public static double Turnovers(IReadOnlyList<OperatorStatistics> operators, int population) =>
        (double)Math.Clamp(operators.Sum(o => o.Trials) - population, 0, operators.Sum(o => o.Descendants)) / population;

    /// <summary>Trials made from no other that are an earlier trial's derivation, or another derivation of its network.</summary>
    public static (int Derivations, int Networks) RepeatedTrials(StudyState state)
    {
        HashSet<string> architectures = [];
        HashSet<string> hashes = [];
        (int derivations, int networks) = (0, 0);
        foreach (JournalRecord.Proposed proposed in state.Trials.Select(trial => trial.Proposed))
        {
            bool isNew = architectures.Add(proposed.Architecture);
            bool isNewNetwork = hashes.Add(proposed.GraphHash);
            if (isNewNetwork || !proposed.Parents.IsEmpty)
                continue;
            if (isNew)
                networks++;
            else
                derivations++;
        }

        return (derivations, networks);
    }

    private static OperatorStatistics Of(string name, StudyTrial[] trials, StudyState state, Func<StudyTrial, int> sizeOf)
    {
        StudyTrial[] descendants = [.. trials.Where(trial => !trial.Proposed.Parents.IsEmpty)];
        int[] tries = [.. descendants.Select(trial => trial.Proposed.Tries).OfType<int>()];
        return new OperatorStatistics(
            name,
            trials.Length,
            descendants.Length,
            descendants.Count(trial => trial.Proposed.Parents.Any(parent => state.Trials[parent].Proposed.GraphHash == trial.Proposed.GraphHash)),
            tries.Length > 0 ? tries.Average() : null,
            new RepeatedDraws(trials.Sum(trial => trial.Proposed.Repeats?.Derivations ?? 0), trials.Sum(trial => trial.Proposed.Repeats?.Networks ?? 0)),
            descendants.Length > 0 ? descendants.Average(trial => sizeOf(trial) - sizeOf(state.Trials[trial.Proposed.Parents[0]])) : null);
    }
}
