using Einspace.Sdk.Graphs;
using Einspace.Training.Backends;
using Einspace.Training.Networks;

namespace Einspace.Fidelity.Tests;

/// <summary>
/// Parameters and inputs by the rule of SPEC section 14: element i (from 1) of tensor k is
/// 2·((31·i² + 7919·i + 104729·k) mod 10007)/10006 − 1, scaled by the tensor's role.
/// </summary>
internal static class ByRule
{
    private const long Modulus = 10007;
    private const long InputIndex = 5003;

    /// <summary>A batch of examples.</summary>
    public static Tensor Input(ITensorBackend backend, int batch, TensorShape example)
    {
        long[] shape = [batch, .. example.Sizes];
        return backend.FromValues(Values(InputIndex, shape.Aggregate((a, b) => a * b), 1), shape);
    }

    /// <summary>
    /// A network whose trained tensors have the rule's values. Their index k counts them as the network is lowered, whatever order
    /// passes put them into: paths tell which is which.
    /// </summary>
    /// <param name="backend">Where its tensors live.</param>
    /// <param name="lowered">The network as the grammar lowers it.</param>
    /// <param name="program">The same, after passes.</param>
    public static GraphNetwork Create(ITensorBackend backend, ComputationGraph lowered, GraphProgram program)
    {
        Dictionary<string, int> index = Trained(lowered).Select((parameter, k) => (parameter.Path, k)).ToDictionary(pair => pair.Path, pair => pair.k);
        GraphNetwork network = new(backend, program, seed: 0);
        for (int i = 0; i < program.Parameters.Count; i++)
        {
            if (program.Parameters[i].Spec.IsTrained)
                backend.Write(network.Parameters[i], Values(index[program.Parameters[i].Path], program.Parameters[i].Spec));
        }

        return network;
    }

    /// <summary>The trained tensors in the order of their index k.</summary>
    public static IEnumerable<GraphParameter> Trained(ComputationGraph lowered) =>
        lowered.ExpandParameters().Where(parameter => parameter.Spec.IsTrained);

    private static float[] Values(int k, ParameterSpec spec)
    {
        long count = spec.Sizes.Aggregate((a, b) => a * b);
        return spec.Role switch
        {
            ParameterRole.Weight => Values(k, count, 1.5 / Math.Sqrt((double)count / spec.Sizes[0])),
            ParameterRole.Scale => Values(k, count, 0.25, 1),
            ParameterRole.Value => Values(k, count, 0.5),
            _ => Values(k, count, 0.1),
        };
    }

    private static float[] Values(long k, long count, double factor, double offset = 0)
    {
        float[] values = new float[count];
        for (long i = 1; i <= count; i++)
            values[i - 1] = (float)(offset + (factor * ((2 * Hash(i, k) / 10006.0) - 1)));
        return values;
    }

    private static long Hash(long i, long k) => ((31 * i * i) + (7919 * i) + (104729 * (k % Modulus))) % Modulus;
}
