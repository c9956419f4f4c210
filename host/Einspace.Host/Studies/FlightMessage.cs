using Einspace.Sdk.Evaluation;

namespace Einspace.Host.Studies;

/// <summary>What evaluations under way tell the runner.</summary>
internal abstract record FlightMessage(Flight Flight)
{
    internal sealed record Reported(Flight Flight, EvaluationReport Report, TaskCompletionSource<ReportDecision> Answer)
        : FlightMessage(Flight);

    internal sealed record Warned(Flight Flight, string Warning) : FlightMessage(Flight);

    internal sealed record Ended(Flight Flight, Task<ExecutionEnd> End) : FlightMessage(Flight);
}
