namespace Einspace.Sdk.Testing;

/// <summary>A promise of a contract, and a way to find out whether an implementation keeps it. Knows no test framework.</summary>
/// <typeparam name="TSubject">What is examined.</typeparam>
public sealed class ConformanceRule<TSubject>
{
    private readonly Action<TSubject, Action<string>> _examine;

    /// <summary>Declares a rule.</summary>
    /// <param name="name">Its name: lower-case words joined by hyphens.</param>
    /// <param name="promise">The promise, as one sentence.</param>
    /// <param name="examine">Examines a subject, and calls its second argument with what it found broken, which throws.</param>
    internal ConformanceRule(string name, string promise, Action<TSubject, Action<string>> examine)
    {
        Name = name;
        Promise = promise;
        _examine = examine;
    }

    /// <summary>The rule's name.</summary>
    public string Name { get; }

    /// <summary>The promise, as one sentence.</summary>
    public string Promise { get; }

    /// <summary>Examines a subject.</summary>
    /// <param name="subject">What is examined.</param>
    /// <exception cref="BrokenPromiseException">The promise is broken; also where the subject throws what it must not.</exception>
    public void Check(TSubject subject)
    {
        try
        {
            _examine(subject, found => throw new BrokenPromiseException(Name, Promise, found));
        }
        catch (AggregateException error) when (error.Flatten().InnerExceptions.OfType<BrokenPromiseException>().FirstOrDefault() is { } first)
        {
            throw first;
        }
        catch (Exception error) when (error is not BrokenPromiseException)
        {
            throw new BrokenPromiseException(Name, Promise, $"an unexpected {error.GetType().Name}: {error.Message}", error);
        }
    }

    /// <summary>The rule's name, for lists of tests.</summary>
    /// <returns><see cref="Name"/>.</returns>
    public override string ToString() => Name;
}
