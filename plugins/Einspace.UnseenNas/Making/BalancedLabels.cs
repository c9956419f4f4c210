using Einspace.Sdk;

namespace Einspace.UnseenNas.Making;

/// <summary>Labels of which every class has as many.</summary>
internal static class BalancedLabels
{
    /// <summary>Every class equally often, in random order; where the number does not divide, random classes once more.</summary>
    /// <param name="count">The number of labels.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="random">What the order is drawn from.</param>
    public static long[] Draw(int count, int classes, RandomStream random)
    {
        int[] order = [.. Enumerable.Range(0, classes)];
        random.Shuffle<int>(order);
        long[] labels = new long[count];
        for (int i = 0; i < count; i++)
            labels[i] = order[i % order.Length];
        random.Shuffle<long>(labels);
        return labels;
    }
}
