using Einspace.Fidelity.Tests.Statistics;
using Einspace.Sdk.Graphs;
using Einspace.Training.Backends;
using Einspace.Training.Networks;
using Einspace.Training.Tests;

namespace Einspace.Fidelity.Tests.Training;

/// <summary>
/// Initial parameters come from the reference's distributions (SPEC section 8): U(±1/√fan-in) for weights and biases of linear maps and
/// convolutions, N(0, 1) for positional encodings, 1 and 0 for normalisations.
/// </summary>
[Category("Fidelity")]
internal sealed class InitialisationTests
{
    private const double Level = 0.01;
    private static readonly ulong[] Seeds = [1, 2, 3, 4, 5];

    // By path, the distribution function that SPEC states; fan-in of the convolution is channels times pixels of the kernel.
    private static readonly Dictionary<string, Func<double, double>> Stated = new()
    {
        ["linear/weight"] = Uniform(1 / Math.Sqrt(100)),
        ["linear/bias"] = Uniform(1 / Math.Sqrt(100)),
        ["conv/weight"] = Uniform(1 / Math.Sqrt(8 * 3 * 3)),
        ["conv/bias"] = Uniform(1 / Math.Sqrt(8 * 3 * 3)),
        ["positions/value"] = Normal,
    };

    [SetUp]
    public void SetUp() => Libtorch.Require();

    [Test]
    public void Initial_parameters_have_the_stated_distributions()
    {
        HolmFamily family = Test(Stated);
        Assert.That(family.Rejected(Level), Is.Empty, family.Smallest(3));
    }

    [TestCase("linear/weight", 1 / 10.5, TestName = "A bound 5 % too small is noticed")]
    [TestCase("linear/weight", 0.05773502691896258, TestName = "A bound by the outputs instead of the inputs is noticed")]
    [TestCase("linear/bias", 0.17320508075688773, TestName = "A bias by another bound than its weight is noticed")]
    [TestCase("conv/weight", 0.35355339059327373, TestName = "A bound without the kernel's pixels is noticed")]
    [TestCase("positions/value", 1.7320508075688772, TestName = "A uniform distribution in place of the normal one is noticed")]
    public void A_wrong_law_is_rejected(string path, double bound)
    {
        HolmFamily family = Test(new() { [path] = Uniform(bound) });
        Assert.That(family.Rejected(Level), Has.Count.EqualTo(Seeds.Length), family.Smallest(Seeds.Length));
    }

    [Test]
    public void Normalisations_begin_as_nothing_and_copies_differ()
    {
        Dictionary<string, float[]> values = Create(seed: 1);
        using (Assert.EnterMultipleScope())
        {
            foreach (string norm in (string[])["batch-norm", "layer-norm"])
            {
                Assert.That(values[$"{norm}/scale"], Is.All.EqualTo(1));
                Assert.That(values[$"{norm}/shift"], Is.All.Zero);
            }

            Assert.That(values["batch-norm/running-mean"], Is.All.Zero);
            Assert.That(values["batch-norm/running-variance"], Is.All.EqualTo(1));
            Assert.That(values["copy[0]/map/weight"].Intersect(values["copy[1]/map/weight"]).Count(), Is.LessThan(10), "copies share no parameters");
        }
    }

    private static HolmFamily Test(Dictionary<string, Func<double, double>> laws)
    {
        HolmFamily family = new();
        foreach (ulong seed in Seeds)
        {
            Dictionary<string, float[]> values = Create(seed);
            foreach ((string path, Func<double, double> law) in laws)
                family.Add($"{path} of seed {seed}", KolmogorovSmirnov.ComesFrom(values[path].Select(value => (double)value), law));
        }

        return family;
    }

    private static Dictionary<string, float[]> Create(ulong seed)
    {
        ComputationGraph graph = GraphBuilder.Build(new TensorShape(8, 6, 100), (block, x) =>
        {
            x = block.Apply("batch-norm", new Operator.BatchNorm(8), x);
            x = block.Apply("add", new Operator.Add(), x, block.Apply("positions", new Operator.Parameter(x.Shape)));
            x = block.Apply("linear", new Operator.Linear(100, 300), x);
            x = block.Apply("conv", new Operator.Conv2d(8, 200, 3, 1, 1), x);
            x = block.Apply("layer-norm", new Operator.LayerNorm(300), x);
            int map = block.Define([x.Shape], (inner, inputs) => [inner.Apply("map", new Operator.Linear(300, 10), inputs[0])]);
            return block.Apply("sum", new Operator.Add(), block.Call("copy[0]", map, x)[0], block.Call("copy[1]", map, x)[0]);
        });
        using ITensorBackend backend = Libtorch.CreateBackend();
        GraphProgram program = GraphProgram.Compile(graph);
        return program.Parameters.Zip(new GraphNetwork(backend, program, seed).Parameters)
            .ToDictionary(pair => pair.First.Path, pair => backend.Read(pair.Second));
    }

    private static Func<double, double> Uniform(double bound) => x => Math.Clamp((x + bound) / (2 * bound), 0, 1);

    /// <summary>By the series around 0 (Marsaglia, Journal of Statistical Software 11(4), 2004).</summary>
    private static double Normal(double x)
    {
        double sum = x, term = x;
        for (int n = 3; Math.Abs(term) > 1e-17; n += 2)
            sum += term *= x * x / n;
        return 0.5 + (sum * Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI));
    }
}
