using System.Collections.Immutable;
using Einspace.Sdk.Data;
using Einspace.Sdk.Graphs;

namespace Einspace.Fidelity.Tests.Vectors;

/// <summary>A network with a head for ten classes, parameters and input by rule, labels 0, 1, 2, … (SPEC section 14).</summary>
/// <param name="Name">The case's name.</param>
/// <param name="Text">In the reference's notation.</param>
/// <param name="Batch">How many examples.</param>
/// <param name="Input">One example's shape.</param>
/// <param name="Mode">Whether the examples are images or tokens.</param>
/// <param name="RecordedOutput">The backbone's shape as the reference infers it.</param>
/// <param name="ExecutedOutput">The backbone's shape as it runs: another in trees with Q2.</param>
/// <param name="Parameters">Number of parameters with the head.</param>
/// <param name="ParameterTensors">The trained tensors in the order of their index k.</param>
/// <param name="Inference">In inference mode.</param>
/// <param name="Training">In training mode.</param>
/// <param name="StepLosses">Losses in training mode before each of four steps of SGD (0.04, momentum 0.9, weight decay 3e-4).</param>
/// <param name="LossAfterSteps">The loss in inference mode after them.</param>
internal sealed record RecordedNetwork(
    string Name,
    string Text,
    int Batch,
    TensorShape Input,
    InputMode Mode,
    TensorShape RecordedOutput,
    TensorShape ExecutedOutput,
    long Parameters,
    ImmutableArray<RecordedParameter> ParameterTensors,
    RecordedPass Inference,
    RecordedPass Training,
    ImmutableArray<double> StepLosses,
    double LossAfterSteps)
{
    /// <summary>Whether what runs has the recorded shape.</summary>
    public bool IsConsistent => RecordedOutput == ExecutedOutput;

    public static RecordedNetwork Read(string name, VectorValue value)
    {
        VectorValue steps = value["sgd_lr0.04_m0.9_wd3e-4"];
        return new RecordedNetwork(
            name,
            value["s"].Architecture(),
            (int)value["input_shape"].Items().First().Whole(),
            value["input_shape"].ShapeAfterBatch(),
            ReadMode(value["input_mode"]),
            value["recorded_output_shape"].ShapeAfterBatch(),
            value["actual_output_shape"].ShapeAfterBatch(),
            value["params_total_with_head10"].Whole(),
            [.. value["param_tensors"].Items().Select(RecordedParameter.Read)],
            RecordedPass.Read(value["eval"]),
            RecordedPass.Read(value["train"]),
            steps["train_losses_before_steps_0..3"].Numbers(),
            steps["eval_loss_after_4_steps"].Number());
    }

    private static InputMode ReadMode(VectorValue value) => value.Text() switch
    {
        "im" => InputMode.Image,
        "col" => InputMode.Tokens,
        _ => throw value.Unexpected("\"im\" or \"col\""),
    };
}
