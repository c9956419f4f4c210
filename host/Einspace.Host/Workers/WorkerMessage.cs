using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Einspace.Sdk.Evaluation;

namespace Einspace.Host.Workers;

/// <summary>
/// What host and workers say to each other: one schema for every transport. On a socket, each message is a line of JSON.
/// </summary>
/// <remarks>
/// A worker says <see cref="Hello"/>; the host answers <see cref="Setup"/>; the worker answers <see cref="Ready"/>. Then the host
/// sends one <see cref="Evaluate"/> at a time, and the worker answers with any number of <see cref="Report"/> (each answered by
/// <see cref="Decision"/>) and <see cref="Log"/>, and at last <see cref="Result"/>. After <see cref="Cancel"/> the answer is
/// <see cref="Cancelled"/>, or a result that was already on its way. Where nothing can be evaluated, the answer to
/// <see cref="Setup"/> or the first <see cref="Evaluate"/> is <see cref="Refused"/>.
/// </remarks>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "message")]
[JsonDerivedType(typeof(Hello), "hello")]
[JsonDerivedType(typeof(Setup), "setup")]
[JsonDerivedType(typeof(Ready), "ready")]
[JsonDerivedType(typeof(Refused), "refused")]
[JsonDerivedType(typeof(Evaluate), "evaluate")]
[JsonDerivedType(typeof(Report), "report")]
[JsonDerivedType(typeof(Decision), "decision")]
[JsonDerivedType(typeof(Log), "log")]
[JsonDerivedType(typeof(Result), "result")]
[JsonDerivedType(typeof(Cancel), "cancel")]
[JsonDerivedType(typeof(Cancelled), "cancelled")]
internal abstract record WorkerMessage
{
    private WorkerMessage()
    {
    }

    /// <summary>Worker: it lives.</summary>
    /// <param name="Protocol">Version of this schema.</param>
    /// <param name="ProcessId">The worker's process.</param>
    internal sealed record Hello(int Protocol, int ProcessId) : WorkerMessage
    {
        /// <summary>The version that this code speaks.</summary>
        public const int CurrentProtocol = 1;
    }

    /// <summary>Host: what to load.</summary>
    /// <param name="Plugins">The evaluator's plugin and the dataset's, as they were when the study's run began; nothing else.</param>
    internal sealed record Setup(ImmutableArray<PinnedPlugin> Plugins) : WorkerMessage;

    /// <summary>Worker: the plugins are loaded.</summary>
    internal sealed record Ready : WorkerMessage;

    /// <summary>Worker: no evaluation can run here.</summary>
    /// <param name="Reason">One sentence.</param>
    /// <param name="IsFault">Whether a plugin misbehaved; otherwise what the user gave is wrong.</param>
    internal sealed record Refused(string Reason, bool IsFault = false) : WorkerMessage;

    /// <summary>Host: evaluate this.</summary>
    /// <param name="Request">An <see cref="EvaluationRequest"/>.</param>
    internal sealed record Evaluate(Payload Request) : WorkerMessage;

    /// <summary>Worker: an intermediate result.</summary>
    /// <param name="Reported">An <see cref="EvaluationReport"/>.</param>
    internal sealed record Report(Payload Reported) : WorkerMessage;

    /// <summary>Host: the answer to a report.</summary>
    internal sealed record Decision(ReportDecision Answer) : WorkerMessage;

    /// <summary>Worker: something that the user should know.</summary>
    internal sealed record Log(string Warning) : WorkerMessage;

    /// <summary>Worker: the evaluation ended.</summary>
    /// <param name="Ended">An <see cref="EvaluationResult"/>.</param>
    /// <param name="Facts">What the evaluator says of its machinery.</param>
    internal sealed record Result(Payload Ended, ImmutableSortedDictionary<string, string> Facts) : WorkerMessage;

    /// <summary>Host: end the evaluation.</summary>
    internal sealed record Cancel : WorkerMessage;

    /// <summary>Worker: the evaluation ended because it was told to.</summary>
    internal sealed record Cancelled : WorkerMessage;
}
