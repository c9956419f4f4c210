namespace Einspace.Fidelity.Tests.Distribution;

/// <summary>The reference's positions (SPEC section 1): each has its list of options.</summary>
internal enum Level
{
    Network,
    FirstFn,
    SecondFn,
    InnerFn,
    BranchingFn,
    AggregationFn,
    PreroutingFn,
    PostroutingFn,
    ComputationFn,
}
