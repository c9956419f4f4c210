using System.Globalization;
using Einspace.Host.Studies;

namespace Einspace.Cli.Studies;

/// <summary>
/// How a study's trials were made, in lines: which were made from others, what was drawn again, and whether a population turned over;
/// nothing where there is nothing of these.
/// </summary>
internal static class OperatorWords
{
    public static IEnumerable<string> Of(StudyState state)
    {
        IReadOnlyList<OperatorStatistics> operators = OperatorStatistics.Of(state);
        int descendants = operators.Sum(o => o.Descendants);
        if (descendants > 0)
            yield return $"{descendants} of {StudyWords.Plural(state.Trials.Count, "proposed trial")} were made from others: {string.Join("; ", operators.Select(Of))}.";
        (int derivations, int networks) = (operators.Sum(o => o.Repeats.Derivations), operators.Sum(o => o.Repeats.Networks));
        if (derivations + networks > 0)
            yield return $"{StudyWords.Plural(derivations + networks, "draw")} passed over: {StudyWords.Plural(derivations, "derivation")} that had been proposed before, and {StudyWords.Plural(networks, "network")} that had been, by another derivation.";
        (derivations, networks) = OperatorStatistics.RepeatedTrials(state);
        if (derivations + networks > 0)
            yield return $"{derivations + networks} of {StudyWords.Plural(state.Trials.Count, "proposed trial")} repeat earlier ones without being made from them: {StudyWords.Plural(derivations, "derivation")} that had been proposed before, and {StudyWords.Plural(networks, "network")} that had been, by another derivation.";
        if (state.Opened?.Population is { } population && OperatorStatistics.Turnovers(operators, population) is var turnovers and < OperatorStatistics.FewTurnovers)
        {
            yield return Text(
                $"Warning: trials made from others turned the population of {population} over {turnovers:0.0} times only; below {OperatorStatistics.FewTurnovers} times a search is hardly told from random search. Give it more trials, or a smaller population.");
        }
    }

    private static string Of(OperatorStatistics known)
    {
        string counts = $"{known.Trials} by {known.Operator}";
        if (known.Descendants == 0)
            return counts;
        string tries = known.Tries is { } tried ? Text($"{tried:0.0} positions tried for each, ") : "";
        return Text($"{counts} ({tries}{known.Growth:+0.0;-0.0;0.0} nodes on average, {known.NoOps} with a parent's network)");
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
