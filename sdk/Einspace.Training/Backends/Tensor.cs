namespace Einspace.Training.Backends;

/// <summary>
/// A handle to a tensor that lives in an <see cref="ITensorBackend"/>. It costs nothing to copy and owns nothing: the
/// tensor lives until the scope it was made in ends, or until <see cref="ITensorBackend.Release"/>.
/// The backend that made it gives the two numbers their meaning and refuses a handle that outlived its tensor.
/// </summary>
/// <param name="Slot">Where the backend keeps the tensor.</param>
/// <param name="Stamp">Tells this tensor from others that had or will have the same slot; 0 is no tensor at all.</param>
public readonly record struct Tensor(int Slot, int Stamp)
{
    /// <summary>True for <c>default(Tensor)</c>, which stands for "none", an absent bias for example.</summary>
    public bool IsNone => Stamp == 0;
}
