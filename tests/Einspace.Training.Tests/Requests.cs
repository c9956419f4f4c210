using Einspace.Sdk.Data;
using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Graphs;
using Einspace.Sdk.Plugins;

namespace Einspace.Training.Tests;

/// <summary>Evaluation requests for networks in the vectors' notation.</summary>
internal static class Requests
{
    public static EvaluationRequest For(string architecture, TaskSpec task, int epochs)
    {
        ComputationGraph network = Notation.Network(architecture, task);
        return new EvaluationRequest
        {
            Trial = 0,
            Attempt = 0,
            Purpose = Purpose.Search,
            Evaluator = "torch",
            Options = OptionTree.Empty,
            Task = new TaskReference(task.Name, OptionTree.Empty, "/", "", task, TrainSamples: null),
            Architecture = architecture,
            Network = network,
            GraphHash = network.Hash(),
            Seed = 1,
            Fidelity = new FidelityRange(0, epochs, epochs),
            Device = "cpu",
        };
    }
}
