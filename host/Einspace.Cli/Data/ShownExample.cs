using Einspace.Sdk;
using Einspace.Sdk.Data;

namespace Einspace.Cli.Data;

/// <summary>An example to show.</summary>
/// <param name="Index">Its place in its split.</param>
/// <param name="Label">Its label; 0 where the task is no classification.</param>
/// <param name="Numbers">Its numbers as they are gathered.</param>
/// <param name="Target">Its target; empty where the task is a classification.</param>
internal sealed record ShownExample(int Index, int Label, float[] Numbers, float[] Target)
{
    /// <summary>
    /// Draws examples of a split so that each class has its turn, and gathers them in the order of their labels, or of the first value
    /// where numbers are answered.
    /// </summary>
    /// <param name="data">The data.</param>
    /// <param name="split">The split.</param>
    /// <param name="count">At most how many.</param>
    /// <param name="seed">Seed of the choice.</param>
    public static IReadOnlyList<ShownExample> Draw(ITaskData data, DataSplit split, int count, ulong seed)
    {
        long[] labels = Labels(data, split);
        int[] indices = [.. Enumerable.Range(0, labels.Length)];
        RandomStream.Derive(seed, "data-show", (ulong)split).Shuffle(indices.AsSpan());
        // The order of the classes in a turn is random too: that in which the groups came up.
        IEnumerable<int> turns = indices.GroupBy(index => labels[index]).SelectMany(ofClass => ofClass.Index())
            .OrderBy(turn => turn.Index).Select(turn => turn.Item);
        return
        [
            .. turns.Take(count).Select(index => new ShownExample(index, (int)labels[index], Gather(data, split, index), GatherTarget(data, split, index)))
                .OrderBy(example => example.Label).ThenBy(example => data.Spec.Output == OutputKind.Regression ? example.Target[0] : 0).ThenBy(example => example.Index),
        ];
    }

    /// <summary>All labels of a split; zeros where the task is no classification.</summary>
    public static long[] Labels(ITaskData data, DataSplit split)
    {
        long[] labels = new long[data.Count(split)];
        if (data.Spec.Output == OutputKind.Classification)
            data.GatherLabels(split, [.. Enumerable.Range(0, labels.Length)], labels);
        return labels;
    }

    private static float[] Gather(ITaskData data, DataSplit split, int index)
    {
        float[] numbers = new float[(int)data.Spec.Input.Elements];
        data.Gather(split, [index], numbers);
        return numbers;
    }

    private static float[] GatherTarget(ITaskData data, DataSplit split, int index)
    {
        if (data.Spec.Output == OutputKind.Classification)
            return [];
        float[] target = new float[(int)data.Spec.Answer.Elements];
        data.GatherTargets(split, [index], target);
        return target;
    }
}
