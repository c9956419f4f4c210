namespace Einspace.Fidelity.Tests.Vectors;

/// <summary>Recorded cases as NUnit's.</summary>
internal static class RecordedCases
{
    /// <summary>The cases that a test wants, named by their labels; where none is wanted, one that is skipped with a sentence.</summary>
    public static IEnumerable<TestCaseData> Cases<T>(this IReadOnlyList<Recorded<T>> recorded, Func<T, bool>? isWanted = null)
    {
        Recorded<T>[] wanted = [.. recorded.Where(one => isWanted is null || one.IsWanted(isWanted))];
        if (wanted.Length == 0)
            wanted = [Recorded<T>.Skipped("none", $"None of the {recorded.Count} recorded cases is of the kind that this test looks at.")];
        return wanted.Select(one => new TestCaseData(one).SetArgDisplayNames(one.ToString()));
    }
}
