using Einspace.Strategies.Walks;

namespace Einspace.Strategies.LocalSearch;

/// <summary>Steps to what is at least as good, so that plateaus are crossed.</summary>
internal sealed record ClimbingRule : WalkRule
{
    public override bool IsRandom => false;

    public override bool Accepts(double gain, double spread, double progress, double chance) => gain >= 0;
}
