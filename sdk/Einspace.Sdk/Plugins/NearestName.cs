namespace Einspace.Sdk.Plugins;

/// <summary>Guesses which name was meant, for messages such as <c>did you mean 'population'?</c>.</summary>
public static class NearestName
{
    /// <summary>
    /// The nearest name by edit distance with neighbouring letters swapped as one edit (optimal string alignment), upper and
    /// lower case alike; the first of equals. A name also counts as near when it begins with the given one.
    /// </summary>
    /// <param name="name">What was given.</param>
    /// <param name="names">The names there are.</param>
    /// <returns>The nearest name, or null where none is nearer than a third of the longer name's length (at least one edit).</returns>
    public static string? Of(string name, IEnumerable<string> names)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(names);
        string? nearest = null;
        int least = int.MaxValue;
        foreach (string candidate in names)
        {
            int distance = name.Length >= 3 && candidate.StartsWith(name, StringComparison.OrdinalIgnoreCase)
                ? 1
                : Distance(name.ToLowerInvariant(), candidate.ToLowerInvariant());
            if (distance < least && distance <= Math.Max(1, Math.Max(name.Length, candidate.Length) / 3))
                (nearest, least) = (candidate, distance);
        }

        return nearest;
    }

    private static int Distance(string a, string b)
    {
        int[,] cost = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
            cost[i, 0] = i;
        for (int j = 0; j <= b.Length; j++)
            cost[0, j] = j;
        for (int i = 1; i <= a.Length; i++)
        {
            for (int j = 1; j <= b.Length; j++)
            {
                int replaced = cost[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                cost[i, j] = Math.Min(replaced, 1 + Math.Min(cost[i - 1, j], cost[i, j - 1]));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    cost[i, j] = Math.Min(cost[i, j], cost[i - 2, j - 2] + 1);
            }
        }

        return cost[a.Length, b.Length];
    }
}
