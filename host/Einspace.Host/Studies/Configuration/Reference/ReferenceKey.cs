namespace Einspace.Host.Studies.Configuration.Reference;

/// <summary>A key that the reference's configuration may have.</summary>
/// <param name="Name">The key.</param>
/// <param name="Read">Says it in options of ours, or refuses it, or notes that it has no effect.</param>
internal sealed record ReferenceKey(string Name, Action<ReferenceReading, ReferenceValue> Read)
{
    /// <summary>Whether a file may lack it. The reference has no defaults, and ours are not what its authors meant.</summary>
    public bool MayLack { get; init; }

    /// <summary>Whether random search has no use for it.</summary>
    public bool IsOfPopulations { get; init; }
}
