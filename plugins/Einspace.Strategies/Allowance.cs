using Einspace.Sdk.Search;

namespace Einspace.Strategies;

/// <summary>
/// Draws that one proposal may lose to the limits before it gives up: without a bound on their sum, a strategy that draws until a network is
/// new would make a million of them in a space in which the limits leave none. Draws within the limits cost nothing.
/// </summary>
/// <param name="space">The space that is drawn from.</param>
internal sealed class Allowance(SearchSpace space)
{
    /// <summary>
    /// Calls of the space, all of whose attempts may be lost. Ten thousand draws take seconds, and miss what a thousandth of them gives once
    /// in 22,000 proposals.
    /// </summary>
    private const int Calls = 10;

    private readonly long _before = space.Violations;

    public SearchSpace Space => space;

    public bool IsSpent => space.Violations - _before >= (long)Calls * space.Attempts;
}
