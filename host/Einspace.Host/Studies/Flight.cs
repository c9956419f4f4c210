using System.Threading.Channels;
using Einspace.Sdk.Evaluation;

namespace Einspace.Host.Studies;

/// <summary>An evaluation under way, from its dispatch until its slot is free again.</summary>
internal sealed class Flight(int trial, Purpose purpose, int attempt, FidelityRange segment, ChannelWriter<FlightMessage> inbox)
    : IEvaluationReporter
{
    private IExecution? _execution;

    public int Trial => trial;

    public Purpose Purpose => purpose;

    public int Attempt => attempt;

    public FidelityRange Segment => segment;

    /// <summary>Which training of the network it is, from 0.</summary>
    public int Replicate { get; init; }

    /// <summary>Whether a finished trial is evaluated again, before one is chosen.</summary>
    public bool IsReevaluation { get; init; }

    /// <summary>
    /// When the time limit passes, and once it is abandoned, when it must have given its slot back; a time stamp of the runner's
    /// clock, null without a limit.
    /// </summary>
    public long? Deadline { get; set; }

    /// <summary>Whether a report was answered with Stop.</summary>
    public bool Stopped { get; set; }

    /// <summary>Whether the trial was settled without waiting for the execution, which still holds its slot.</summary>
    public bool Abandoned { get; set; }

    /// <summary>Takes hold of the execution, and tells the inbox of its end.</summary>
    public void Begin(IExecution execution)
    {
        _execution = execution;
        execution.Completion.ContinueWith(
            end => inbox.TryWrite(new FlightMessage.Ended(this, end)),
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    public void Cancel() => _execution?.Cancel();

    /// <inheritdoc/>
    public async ValueTask<ReportDecision> ReportAsync(EvaluationReport report)
    {
        TaskCompletionSource<ReportDecision> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        inbox.TryWrite(new FlightMessage.Reported(this, report, answer));
        return await answer.Task;
    }

    /// <inheritdoc/>
    public void Warn(string warning) => inbox.TryWrite(new FlightMessage.Warned(this, warning));
}
