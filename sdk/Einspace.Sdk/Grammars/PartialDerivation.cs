namespace Einspace.Sdk.Grammars;

/// <summary>
/// A derivation in the making: the leftmost open position offers options, one is chosen, the next position opens. What tree
/// searches walk. Not safe for concurrent use.
/// </summary>
public abstract class PartialDerivation
{
    private protected PartialDerivation()
    {
    }

    /// <summary>Whether no position is open.</summary>
    public abstract bool IsComplete { get; }

    /// <summary>The symbol of the open position; null when complete.</summary>
    public abstract string? Symbol { get; }

    /// <summary>
    /// The options of the open position that its attributes allow and whose rules, and those of productions that they close, can be
    /// computed. Empty when complete, and at a dead end: then only <see cref="Undo"/> leads on.
    /// </summary>
    public abstract IReadOnlyList<DerivationOption> Options { get; }

    /// <summary>The number of choices made.</summary>
    public abstract int Depth { get; }

    /// <summary>Chooses an option of the open position.</summary>
    /// <param name="option">Index into <see cref="Options"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such option.</exception>
    public abstract void Choose(int option);

    /// <summary>Takes the last choice back.</summary>
    /// <exception cref="InvalidOperationException">No choice was made.</exception>
    public abstract void Undo();

    /// <summary>
    /// Completes a copy at random by the grammar's law given the choices taken: it backtracks only over choices made here, and where
    /// the law would discard one already taken, it starts again from there, up to 100 times.
    /// </summary>
    /// <param name="random">The only source of randomness.</param>
    /// <returns>The architecture, or null where no attempt could be completed.</returns>
    public abstract Architecture? Complete(RandomStream random);

    /// <summary>
    /// Completes several copies as <see cref="Complete(RandomStream)"/> does one, but all of them together in a bounded number of
    /// attempts: for choices that the law discards nearly always each would take its hundred.
    /// </summary>
    /// <param name="random">The only source of randomness.</param>
    /// <param name="count">How many are wanted.</param>
    /// <param name="attempts">How often one may be begun; one that was begun is ended.</param>
    /// <returns>The architectures; fewer where attempts did not suffice, none where no attempt could be completed.</returns>
    public abstract IReadOnlyList<Architecture> Complete(RandomStream random, int count, int attempts);

    /// <summary>The finished architecture.</summary>
    /// <returns>The architecture.</returns>
    /// <exception cref="InvalidOperationException">A position is still open.</exception>
    public abstract Architecture ToArchitecture();
}
