using System.Collections.Immutable;
using Einspace.Sdk.Graphs;

namespace Einspace.Sdk.Tests.Graphs;

/// <summary>
/// Random straight-line graphs over tokens [8, 8], written twice: plainly, and in trivially different words (order of sums,
/// identities, permutations applied and undone, other paths, another order of independent nodes).
/// </summary>
internal static class RandomGraphs
{
    public static readonly TensorShape Shape = new(8, 8);

    public static ImmutableArray<Step> Steps(ulong seed, int count)
    {
        RandomStream random = RandomStream.Derive(seed, "random-graph");
        var steps = ImmutableArray.CreateBuilder<Step>(count);
        for (int i = 0; i < count; i++)
            steps.Add(new Step(random.NextInt(8), random.NextInt(i + 1), random.NextInt(i + 1)));
        return steps.ToImmutable();
    }

    public static ComputationGraph Plain(ImmutableArray<Step> steps) => Build(steps, rewording: null);

    public static ComputationGraph Reworded(ImmutableArray<Step> steps, ulong seed) =>
        Build(steps, RandomStream.Derive(seed, "reword"));

    private static ComputationGraph Build(ImmutableArray<Step> steps, RandomStream? rewording) =>
        GraphBuilder.Build(Shape, (block, x) =>
        {
            string prefix = rewording is null ? "" : "other.";
            int shared = block.Define([Shape], (inner, inputs) => [inner.Apply("0", new Operator.Linear(8, 8), inputs[0])]);
            GraphValue?[] values = new GraphValue?[steps.Length + 1];
            values[0] = x;
            foreach (int i in Order(steps, rewording))
            {
                Step step = steps[i];
                GraphValue a = Reword(values[step.First]!.Value, i);
                GraphValue b = values[step.Second]!.Value;
                string path = $"{prefix}{i}";
                values[i + 1] = step.Kind switch
                {
                    0 => block.Apply(path, new Operator.Linear(8, 8), a),
                    1 => block.Apply(path, new Operator.LayerNorm(8), a),
                    2 => block.Apply(path, new Operator.LeakyRelu(0.01), a),
                    3 => block.Apply(path, new Operator.Permute([2, 1]), a),
                    4 => Commute(path, new Operator.Add(), a, b),
                    5 => Commute(path, new Operator.Multiply(), a, b),
                    6 => block.Apply(path, new Operator.MatMul(), a, b),
                    _ => block.Call(path, shared, a)[0],
                };
            }

            return block.Apply("sum", new Operator.Add(), values[^1]!.Value, values[steps.Length / 2]!.Value);

            GraphValue Commute(string path, Operator op, GraphValue a, GraphValue b) =>
                rewording?.NextInt(2) == 1 ? block.Apply(path, op, b, a) : block.Apply(path, op, a, b);

            GraphValue Reword(GraphValue value, int i)
            {
                if (rewording?.NextInt(3) != 0)
                    return value;
                GraphValue turned = block.Apply($"turn{i}", new Operator.Permute([2, 1]), value);
                GraphValue flat = block.Apply($"flat{i}", new Operator.Reshape(new TensorShape(64)), block.Apply($"back{i}", new Operator.Permute([2, 1]), turned));
                return block.Apply($"square{i}", new Operator.Reshape(Shape), flat);
            }
        });

    /// <summary>An order in which every step comes after those it uses.</summary>
    private static IEnumerable<int> Order(ImmutableArray<Step> steps, RandomStream? random)
    {
        List<int> open = [.. Enumerable.Range(0, steps.Length)];
        HashSet<int> done = [0];
        while (open.Count > 0)
        {
            List<int> ready = [.. open.Where(i => done.Contains(steps[i].First) && done.Contains(steps[i].Second))];
            int next = ready[random?.NextInt(ready.Count) ?? 0];
            open.Remove(next);
            done.Add(next + 1);
            yield return next;
        }
    }

    internal readonly record struct Step(int Kind, int First, int Second);
}
