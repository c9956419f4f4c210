namespace Einspace.Grammar;

/// <summary>
/// Which of the reference's quirks the grammar keeps (SPEC section 12). Corrected is what users get; the reference's own law is there
/// to be compared with.
/// </summary>
/// <param name="UsesTrueArity">
/// An aggregation joins as many tensors as its branch has. Where false, quirks Q2 and Q8: <c>cat</c> is offered and its shape
/// computed by the arity in its name, and a branch forgets its factor where its first inner module ends in another branch.
/// </param>
internal sealed record EinspaceLaw(bool UsesTrueArity)
{
    public static EinspaceLaw Corrected { get; } = new(UsesTrueArity: true);

    public static EinspaceLaw Reference { get; } = new(UsesTrueArity: false);
}
