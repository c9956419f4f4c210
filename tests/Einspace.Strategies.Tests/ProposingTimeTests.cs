using System.Diagnostics;
using Einspace.Sdk.Testing;

namespace Einspace.Strategies.Tests;

/// <summary>Proposing does not slow down with the history.</summary>
internal sealed class ProposingTimeTests
{
    [TestCaseSource(typeof(StrategyCase), nameof(StrategyCase.All))]
    public void AtTenThousandTrialsAProposalTakesUnderFiveMilliseconds(StrategyCase strategy)
    {
        Study study = new(ToyGrammar.Endless, 10_000, strategy.Create);
        study.Run(10_000, number => number * 7919 % 10_007);

        double[] milliseconds = new double[51];
        for (int i = 0; i < milliseconds.Length; i++)
        {
            Stopwatch watch = Stopwatch.StartNew();
            study.Propose();
            milliseconds[i] = watch.Elapsed.TotalMilliseconds;
        }

        Array.Sort(milliseconds);
        TestContext.Out.WriteLine($"median {milliseconds[25]:F3} ms, largest {milliseconds[50]:F3} ms");
        Assert.That(milliseconds[25], Is.LessThan(5));
    }
}
