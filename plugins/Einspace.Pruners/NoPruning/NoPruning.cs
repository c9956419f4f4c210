using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Search;

namespace Einspace.Pruners.NoPruning;

/// <summary>Evaluates every trial to the end.</summary>
internal sealed class NoPruning(int horizon) : IPruner
{
    public int Begin(int trial) => horizon;

    public Promotion? Promote() => null;

    public ReportDecision Decide(int trial, EvaluationReport report) => ReportDecision.Continue;

    public void Apply(StudyEvent e)
    {
    }
}
