using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Search;

namespace Einspace.Sdk.Testing.Tests;

/// <summary>Every rule for pruners catches a pruner that breaks it, and lets a sound one pass.</summary>
internal sealed class PrunerSuiteTests
{
    private static IEnumerable<ConformanceRule<Func<PrunerContext, IPruner>>> Rules => PrunerSuite.Rules;

    [TestCaseSource(nameof(Rules))]
    public void ASoundPrunerKeepsEveryPromise(ConformanceRule<Func<PrunerContext, IPruner>> rule) => rule.Check(context => new BetterHalf(context));

    [Test]
    public void ASegmentOfNoLength() => AssertCaught("plans", "go from fidelity 0 to 0, expected 1 to 9", context => new Scripted { OnBegin = _ => 0 });

    [Test]
    public void APromotionOfAStranger() => AssertCaught("plans", "trial 99 go on, which is not paused",
        context => new Scripted { OnPromote = () => new Promotion(99, context.Horizon) });

    [Test]
    public void APromotionBeyondTheHorizon() => AssertCaught("plans", "go from fidelity 1 to 10, expected 2 to 9",
        context => new Scripted { OnPromote = () => new Promotion(0, 10) });

    [Test]
    public void AFirstRungBeyondAShortHorizon() => AssertCaught("horizon", "from fidelity 0 to 3, expected 1 to 1", context => new Scripted { OnBegin = _ => 3 });

    [Test]
    public void AnEndWithoutABeginning() => AssertCaught("failures", "an unexpected KeyNotFoundException", context =>
    {
        HashSet<int> begun = [];
        return new Scripted
        {
            OnApply = e =>
            {
                if (e is StudyEvent.Planned planned)
                    begun.Add(planned.Number);
                else if (e is StudyEvent.Finished { Trial.Number: var number } && !begun.Remove(number))
                    throw new KeyNotFoundException($"{number}");
            },
        };
    });

    [Test]
    public void StoppingWhatIsNotMeasured() => AssertCaught("other-metrics", "though nothing is known of it: trial 0 at 1: Stop",
        context => new Scripted { OnDecide = report => report.Metrics.GetValueOrDefault("score") > 0 ? ReportDecision.Continue : ReportDecision.Stop });

    [Test]
    public void LargerIsAlwaysBetter() => AssertCaught("direction", "but where it is minimised",
        context => new Scripted { OnDecide = report => report.Metrics["score"] > 0.3 ? ReportDecision.Continue : ReportDecision.Stop });

    [Test]
    public void StateThatAskingChanges()
    {
        AssertCaught("no-trace", "and then", Create);
        AssertCaught("fold", "and then", Create);

        static IPruner Create(PrunerContext context)
        {
            int asked = 0;
            return new Scripted { OnBegin = _ => 1 + (asked++ % context.Horizon) };
        }
    }

    [Test]
    public void ChanceOfItsOwn() => AssertCaught("deterministic", "but in a second run",
        context => new Scripted { OnBegin = _ => 1 + (int)(BitConverter.ToUInt32(Guid.NewGuid().ToByteArray()) % context.Horizon) });

    [Test]
    public void StateThatAllInstancesShare()
    {
        int told = 0;
        AssertCaught("instances", "but in a run beside another instance", context =>
        {
            // Forgets at its creation what it shares with others: only instances that live at the same time disturb each other.
            told = 0;
            return new Scripted { OnBegin = _ => 1 + (told % context.Horizon), OnApply = _ => told++ };
        });
    }

    private static void AssertCaught(string rule, string found, Func<PrunerContext, IPruner> create) =>
        Breach.AssertCaught(PrunerSuite.Rules, rule, create, found);

    /// <summary>One rung at a third of the way; the better half of what was measured there goes on to the end.</summary>
    private sealed class BetterHalf(PrunerContext context) : IPruner
    {
        private readonly List<(double Score, int Trial)> _measured = [];
        private readonly HashSet<int> _paused = [];

        public int Begin(int trial) => Math.Max(1, context.Horizon / 3);

        public Promotion? Promote() => _measured.OrderByDescending(entry => entry.Score).Take(_measured.Count / 2).Select(entry => entry.Trial)
            .Where(_paused.Contains).Select(trial => new Promotion(trial, context.Horizon)).FirstOrDefault();

        public ReportDecision Decide(int trial, EvaluationReport report) => ReportDecision.Continue;

        public void Apply(StudyEvent e)
        {
            switch (e)
            {
                case StudyEvent.Planned planned:
                    _paused.Remove(planned.Number);
                    break;
                case StudyEvent.Paused { Trial: var trial } when trial.Score(context.Objective) is { } score:
                    _measured.Add((score, trial.Number));
                    _paused.Add(trial.Number);
                    break;
                case StudyEvent.Finished { Trial: var trial }:
                    _paused.Remove(trial.Number);
                    break;
            }
        }
    }

    private sealed class Scripted : IPruner
    {
        public Func<int, int> OnBegin { get; init; } = _ => 1;

        public Func<Promotion?>? OnPromote { get; init; }

        public Func<EvaluationReport, ReportDecision>? OnDecide { get; init; }

        public Action<StudyEvent>? OnApply { get; init; }

        public int Begin(int trial) => OnBegin(trial);

        public Promotion? Promote() => OnPromote?.Invoke();

        public ReportDecision Decide(int trial, EvaluationReport report) => OnDecide?.Invoke(report) ?? ReportDecision.Continue;

        public void Apply(StudyEvent e) => OnApply?.Invoke(e);
    }
}
