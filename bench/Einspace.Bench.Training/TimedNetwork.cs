using Einspace.Grammar;
using Einspace.Sdk.Data;
using Einspace.Sdk.Graphs;

namespace Einspace.Bench.Training;

/// <summary>A network that is timed, in the grammar's words; peer.py has it in plain PyTorch.</summary>
/// <param name="Name">The name, known to the peer.</param>
/// <param name="Text">The architecture, for input [3, 32, 32].</param>
/// <param name="Batch">Examples per step.</param>
/// <param name="Steps">Steps per turn.</param>
/// <param name="Goal">Largest wanted ratio of our time to the peer's.</param>
internal sealed record TimedNetwork(string Name, string Text, int Batch, int Steps, double Goal)
{
    private const string Perceptron = "seq(comp(linear(1024)), seq(comp(leaky-relu), comp(linear(256))))";

    public static readonly TensorShape Input = new(3, 32, 32);

    public static IReadOnlyList<TimedNetwork> All { get; } =
    [
        new("resnet18", ResNet18(), Batch: 32, Steps: 2, Goal: 1.02),
        new("vit", VisionTransformer(depth: 6), Batch: 16, Steps: 5, Goal: 1.02),
        new("mixer", Mixer(depth: 6), Batch: 16, Steps: 5, Goal: 1.02),
        new("tiny-conv", Seq(Conv(3, 2, 16), "comp(norm)", "comp(leaky-relu)"), Batch: 16, Steps: 300, Goal: 0.8),
        new("tiny-tokens", Seq(
            "route(im2col(4, 4, 0), comp(linear(32)), identity)",
            "branch(clone(4), 4*seq(comp(linear(16)), comp(leaky-relu)), cat(2, 4))",
            "comp(norm)",
            "comp(softmax)"), Batch: 16, Steps: 200, Goal: 0.8),
    ];

    /// <summary>The network as the evaluator gets it: lowered, its head attached, simplified.</summary>
    public ComputationGraph Graph
    {
        get
        {
            TaskSpec task = new("bench", Input, InputMode.Image, classes: 20);
            Sdk.Grammars.Grammar grammar = new EinspaceFactory().Create(new EinspaceOptions(), task);
            return GraphPasses.Simplify(NetworkHead.Attach(grammar.Lower(grammar.Parse(Text)), task));
        }
    }

    private static string Seq(params IEnumerable<string> parts) => parts.Reverse().Aggregate((rest, part) => $"seq({part}, {rest})");

    private static string Conv(int kernel, int stride, int channels) =>
        $"route(im2col({kernel}, {stride}, {kernel / 2}), comp(linear({channels})), col2im)";

    private static string Residual(string inner, string shortcut = "comp(identity)") =>
        $"branch(clone(2), {inner}, {shortcut}, add)";

    private static string ResNet18()
    {
        List<string> parts = [Conv(3, 1, 64), "comp(norm)", "comp(leaky-relu)"];
        foreach (int width in (int[])[64, 128, 256, 512])
        {
            for (int block = 0; block < 2; block++)
            {
                int stride = width > 64 && block == 0 ? 2 : 1;
                string inner = Seq(Conv(3, stride, width), "comp(norm)", "comp(leaky-relu)", Conv(3, 1, width), "comp(norm)");
                parts.Add(stride == 2 ? Residual(inner, Seq(Conv(1, 2, width), "comp(norm)")) : Residual(inner));
                parts.Add("comp(leaky-relu)");
            }
        }

        return Seq(parts);
    }

    private static string VisionTransformer(int depth)
    {
        string scores = "branch(clone(2), comp(linear(64)), route(identity, comp(linear(64)), permute(2, 1)), scaled-dot-product)";
        string head = $"branch(clone(2), {Seq(scores, "comp(softmax)")}, comp(linear(64)), dot-product)";
        string attention = Seq("comp(norm)", $"branch(clone(4), 4*{head}, cat(2, 4))", "comp(linear(256))");
        return Seq(
        [
            "route(im2col(4, 4, 0), comp(linear(256)), identity)",
            "comp(positional-encoding)",
            .. Enumerable.Repeat(Seq(Residual(attention), Residual(Seq("comp(norm)", Perceptron))), depth),
            "comp(norm)",
        ]);
    }

    private static string Mixer(int depth)
    {
        string tokens = Seq("comp(norm)", $"route(permute(2, 1), {Seq("comp(linear(256))", "comp(leaky-relu)", "comp(linear(64))")}, permute(2, 1))");
        return Seq(
        [
            "route(im2col(4, 4, 0), comp(linear(256)), identity)",
            .. Enumerable.Repeat(Seq(Residual(tokens), Residual(Seq("comp(norm)", Perceptron))), depth),
            "comp(norm)",
        ]);
    }
}
