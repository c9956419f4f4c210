using System.Collections.Immutable;
using System.Reflection;
using Einspace.Sdk.Data;
using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Plugins;
using Einspace.Sdk.Search;

namespace Einspace.Sdk.Testing;

/// <summary>
/// An evaluator part and what it is tried on; all but the part has a default: eight small networks of <see cref="ToyGrammar"/> and,
/// where the evaluator asks for data, <see cref="ToyTask"/>. Give what makes an evaluation quick: a suite makes hundreds of them.
/// </summary>
/// <param name="Factory">The part, as the host finds it.</param>
public sealed record EvaluatorUnderTest(EvaluatorFactory Factory)
{
    /// <summary>The record of options (<see cref="PartFactory.OptionsType"/>) with which evaluators are created; null takes the defaults.</summary>
    public object? Options { get; init; }

    /// <summary>Networks that the evaluator can score, at least two.</summary>
    public ImmutableArray<Network> Networks { get; init; } = ToyGrammar.Networks;

    /// <summary>Networks for which the evaluator has no score, as with one that looks scores up; each must be answered by a failure.</summary>
    public ImmutableArray<Network> Unscorable { get; init; } = [];

    /// <summary>The full fidelity at which networks are scored, at least 2: small, for it is paid in every evaluation.</summary>
    public int Horizon { get; init; } = 3;

    /// <summary>What the task asks, where the evaluator needs one (<see cref="EvaluatorFactory.NeedsTask"/>).</summary>
    public TaskSpec Task { get; init; } = ToyGrammar.Task;

    /// <summary>Opens the task's data for a purpose; null draws a <see cref="ToyTask"/>.</summary>
    public Func<Purpose, ITaskData>? Data { get; init; }

    /// <summary>By how many bytes memory may grow over a series of evaluations (30 to 1,000 of them, as many as a second has time for) and count as flat.</summary>
    public long MemoryAllowance { get; init; } = 8 << 20;

    /// <summary>The name under which the part is exported.</summary>
    public string Name => Factory.GetType().GetCustomAttribute<ExportEvaluatorAttribute>()?.Name ?? "under-test";

    /// <summary>Makes the request with which a study would have a network scored; change it with <c>with</c>.</summary>
    /// <param name="network">The network.</param>
    /// <returns>A request of purpose Search, from fidelity 0 to <see cref="Horizon"/>, with seed 1; it names no options, for an evaluator has them from its factory.</returns>
    public EvaluationRequest RequestFor(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return new EvaluationRequest
        {
            Trial = 0,
            Attempt = 0,
            Purpose = Purpose.Search,
            Evaluator = Name,
            Options = OptionTree.Empty,
            Task = Factory.NeedsTask ? new TaskReference("made-up", OptionTree.Empty, "/made-up", "00", Task, TrainSamples: null) : null,
            Architecture = network.Architecture.Text,
            Network = network.Graph,
            GraphHash = network.Hash,
            Seed = 1,
            Fidelity = new FidelityRange(0, Horizon, Horizon),
            Device = "cpu",
        };
    }

    /// <summary>Creates an evaluator as the host does.</summary>
    /// <param name="context">Lends the data.</param>
    /// <returns>The evaluator.</returns>
    internal IEvaluator Create(IEvaluatorContext context) =>
        Factory.Create(Options ?? OptionBinder.Bind(Factory.OptionsType, OptionTree.Empty, "evaluator"), context);

    /// <summary>Opens the data.</summary>
    internal ITaskData Open(Purpose purpose) => Data is { } open ? open(purpose) : new ToyTask(purpose, Task);
}
