using Einspace.Sdk.Graphs;
using Einspace.Training.Tests;

namespace Einspace.Bench.Training;

/// <summary>The networks that are timed, in the grammar's words; peer.py has the same in plain PyTorch.</summary>
/// <param name="Name">The name, known to the peer.</param>
/// <param name="Text">The architecture, for input [3, 32, 32].</param>
/// <param name="Batch">Examples per step.</param>
/// <param name="Steps">Steps per turn.</param>
/// <param name="Goal">Largest wanted ratio of our time to the peer's.</param>
internal sealed record Networks(string Name, string Text, int Batch, int Steps, double Goal)
{
    private const string Perceptron = "seq(comp(linear1024), seq(comp(leakyrelu), comp(linear256)))";

    public static readonly TensorShape Input = new(3, 32, 32);

    public static IReadOnlyList<Networks> All { get; } =
    [
        new("resnet18", ResNet18(), Batch: 32, Steps: 2, Goal: 1.02),
        new("vit", VisionTransformer(depth: 6), Batch: 16, Steps: 5, Goal: 1.02),
        new("mixer", Mixer(depth: 6), Batch: 16, Steps: 5, Goal: 1.02),
        new("tiny-conv", Seq(Conv(3, 2, 16), "comp(norm)", "comp(leakyrelu)"), Batch: 16, Steps: 300, Goal: 0.8),
        new("tiny-tokens", Seq(
            "route(im2col4k4s0p, comp(linear32), identity)",
            "branch(clone_tensor4, rep4(seq(comp(linear16), comp(leakyrelu))), cat_tensors2d4t)",
            "comp(norm)",
            "comp(softmax)"), Batch: 16, Steps: 200, Goal: 0.8),
    ];

    public ComputationGraph Graph => Notation.Network(Text, Input, classes: 20);

    private static string Seq(params IEnumerable<string> parts) => parts.Reverse().Aggregate((rest, part) => $"seq({part}, {rest})");

    private static string Conv(int kernel, int stride, int channels) =>
        $"route(im2col{kernel}k{stride}s{kernel / 2}p, comp(linear{channels}), col2im)";

    private static string Residual(string inner, string shortcut = "comp(identity)") =>
        $"branch(clone_tensor2, {inner}, {shortcut}, add_tensors)";

    private static string ResNet18()
    {
        List<string> parts = [Conv(3, 1, 64), "comp(norm)", "comp(leakyrelu)"];
        foreach (int width in (int[])[64, 128, 256, 512])
        {
            for (int block = 0; block < 2; block++)
            {
                int stride = width > 64 && block == 0 ? 2 : 1;
                string inner = Seq(Conv(3, stride, width), "comp(norm)", "comp(leakyrelu)", Conv(3, 1, width), "comp(norm)");
                parts.Add(stride == 2 ? Residual(inner, Seq(Conv(1, 2, width), "comp(norm)")) : Residual(inner));
                parts.Add("comp(leakyrelu)");
            }
        }

        return Seq(parts);
    }

    private static string VisionTransformer(int depth)
    {
        string scores = "branch(clone_tensor2, comp(linear64), route(identity, comp(linear64), permute21), scaled_dot_product)";
        string head = $"branch(clone_tensor2, {Seq(scores, "comp(softmax)")}, comp(linear64), dot_product)";
        string attention = Seq("comp(norm)", $"branch(clone_tensor4, rep4({head}), cat_tensors2d4t)", "comp(linear256)");
        return Seq(
        [
            "route(im2col4k4s0p, comp(linear256), identity)",
            "comp(learnable_positional_encoding)",
            .. Enumerable.Repeat(Seq(Residual(attention), Residual(Seq("comp(norm)", Perceptron))), depth),
            "comp(norm)",
        ]);
    }

    private static string Mixer(int depth)
    {
        string tokens = Seq("comp(norm)", $"route(permute21, {Seq("comp(linear256)", "comp(leakyrelu)", "comp(linear64)")}, permute21)");
        return Seq(
        [
            "route(im2col4k4s0p, comp(linear256), identity)",
            .. Enumerable.Repeat(Seq(Residual(tokens), Residual(Seq("comp(norm)", Perceptron))), depth),
            "comp(norm)",
        ]);
    }
}
