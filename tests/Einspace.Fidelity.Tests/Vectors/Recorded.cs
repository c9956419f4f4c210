namespace Einspace.Fidelity.Tests.Vectors;

/// <summary>
/// One case of a recorded file, read when a test asks for it: damage in one case fails that case's tests, not the others', and a
/// file that is not there skips them.
/// </summary>
/// <param name="label">What the case is called in the test's name.</param>
/// <param name="read">Reads it; throws <see cref="DamagedVectorException"/>.</param>
internal sealed class Recorded<T>(string label, Func<T> read)
{
    private readonly Lazy<T> _value = new(read, LazyThreadSafetyMode.ExecutionAndPublication);

    public T Value => _value.Value;

    /// <summary>A case that stands for others that are not there: its tests are skipped with a sentence.</summary>
    public static Recorded<T> Skipped(string label, string sentence) => new(label, () => throw new IgnoreException(sentence));

    /// <summary>Whether a test wants the case; one that cannot be read is wanted, so that its test says why.</summary>
    public bool IsWanted(Func<T, bool> isWanted)
    {
        try
        {
            return isWanted(Value);
        }
        catch (Exception exception) when (exception is DamagedVectorException or IgnoreException)
        {
            return true;
        }
    }

    /// <summary>Whether it is there and undamaged.</summary>
    public bool IsReadable => !IsWanted(_ => false);

    public override string ToString() => label;
}
