using System.Collections.Immutable;
using Einspace.Pruners.Halving;
using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Search;

namespace Einspace.Pruners.Hyperband;

/// <summary>
/// Asynchronous Hyperband (Li et al. 2018, algorithm 1; 2020, section 3.3): for when it is not known how much early scores are worth.
/// Bracket s is successive halving that begins at rung s; the last one evaluates its trials to the end at once. Trials are dealt to
/// the brackets in Hyperband's shares, ceil((S + 1) / (r + 1) · eta^r) for a bracket with r rungs above its first, S being the most, so
/// that every bracket spends about the same.
/// </summary>
internal sealed class Hyperband : IPruner
{
    private readonly Asha[] _brackets;
    private readonly ImmutableArray<int> _deal;
    private readonly Dictionary<int, int> _bracketOf = [];
    private int _begun;

    public Hyperband(ImmutableArray<int> rungs, int eta, Objective objective)
    {
        int most = rungs.Length - 1;
        _brackets = [.. rungs.Select((_, s) => new Asha(rungs[s..], eta, objective))];
        _deal = [.. rungs.SelectMany((_, s) => Enumerable.Repeat(s, (int)Math.Ceiling((most + 1.0) / (most - s + 1) * Math.Pow(eta, most - s))))];
    }

    public int Begin(int trial) => _brackets[Next].Begin(trial);

    public Promotion? Promote()
    {
        foreach (Asha bracket in _brackets)
        {
            if (bracket.Promote() is { } promotion)
                return promotion;
        }

        return null;
    }

    public ReportDecision Decide(int trial, EvaluationReport report) => ReportDecision.Continue;

    public void Apply(StudyEvent e)
    {
        switch (e)
        {
            case StudyEvent.Planned planned:
                if (planned.From == 0 && _bracketOf.TryAdd(planned.Number, Next))
                    _begun++;
                Tell(planned.Number, e);
                break;
            case StudyEvent.Paused { Trial: var trial }:
                Tell(trial.Number, e);
                break;
            case StudyEvent.Finished { Trial: var trial }:
                Tell(trial.Number, e);
                break;
        }
    }

    private int Next => _deal[_begun % _deal.Length];

    private void Tell(int trial, StudyEvent e)
    {
        if (_bracketOf.TryGetValue(trial, out int bracket))
            _brackets[bracket].Apply(e);
    }
}
