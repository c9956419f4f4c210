using System.Runtime.ExceptionServices;

namespace Einspace.UnseenNas.Making;

/// <summary>Work on many things at once, whose results do not tell on how many cores it was done.</summary>
internal static class OnAllCores
{
    // Results that are kept until they are taken.
    private const int Together = 64;

    /// <summary>Does the same with each of the things.</summary>
    /// <typeparam name="T">What is worked on.</typeparam>
    /// <typeparam name="TResult">What comes out.</typeparam>
    /// <param name="things">The things.</param>
    /// <param name="worker">Gives what does it, once for each thread.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>The results in the order of the things.</returns>
    public static IEnumerable<TResult> Select<T, TResult>(IReadOnlyList<T> things, Func<Func<T, TResult>> worker, CancellationToken cancellation)
    {
        using ThreadLocal<Func<T, TResult>> workers = new(worker);
        TResult[] results = new TResult[Math.Min(Together, things.Count)];

        // Of several that are wrong the first is told, as on one core.
        ExceptionDispatchInfo?[] wrong = new ExceptionDispatchInfo?[results.Length];
        for (int from = 0; from < things.Count; from += results.Length)
        {
            int first = from, count = Math.Min(results.Length, things.Count - from);
            Parallel.For(0, count, new ParallelOptions { CancellationToken = cancellation }, i =>
            {
                try
                {
                    results[i] = workers.Value!(things[first + i]);
                }
                catch (Exception e)
                {
                    wrong[i] = ExceptionDispatchInfo.Capture(e);
                }
            });
            Array.Find(wrong, one => one is not null)?.Throw();
            for (int i = 0; i < count; i++)
                yield return results[i];
        }
    }
}
