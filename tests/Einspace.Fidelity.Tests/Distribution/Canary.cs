namespace Einspace.Fidelity.Tests.Distribution;

/// <summary>The written rules with one of them wrong: what the tests must find.</summary>
internal static class Canary
{
    public static WrittenRules Of(string canary, WrittenRules rules) => canary switch
    {
        "0.34 for 0.32" => rules with { Computation = 0.34 },
        "Q7 left out" => rules with { ShortAxisForbidsAll = false },
        "no redraw" => rules with { DrawsAgain = false },
        "a branch of eight has four" => rules with { Factor = n => n == 8 ? 4 : n },
        _ => throw new ArgumentOutOfRangeException(nameof(canary)),
    };
}
