using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Search;

namespace Einspace.Sdk.Testing;

/// <summary>What every <see cref="IPruner"/> promises; its subject creates a pruner at its beginning for a context.</summary>
public static class PrunerSuite
{
    private static readonly PrunerSituation Plain = new("30 trials, one job");
    private static readonly PrunerSituation Busy = new("60 trials, 8 jobs", Trials: 60, Jobs: 8);

    /// <summary>The rules.</summary>
    public static IReadOnlyList<ConformanceRule<Func<PrunerContext, IPruner>>> Rules { get; } =
    [
        new("plans", "A pruner plans segments that begin where a paused trial rests and end above it, at most at the horizon.",
            (create, broken) =>
            {
                Play(create, Plain, broken);
                Play(create, Busy, broken);
            }),
        new("horizon", "A pruner works for a horizon of one, and for a long one.",
            (create, broken) =>
            {
                Play(create, Plain with { Name = "a horizon of 1", Horizon = 1 }, broken);
                Play(create, Plain with { Name = "a horizon of 100", Horizon = 100 }, broken);
            }),
        new("failures", "A pruner goes on whatever share of the trials fails, or never begins.",
            (create, broken) =>
            {
                foreach (double share in (double[])[0.2, 1])
                    Play(create, Busy with { Name = $"{share:P0} of what can fail does", FailureShare = share }, broken);
            }),
        new("other-metrics", "A pruner lets go on what does not report the objective.",
            (create, broken) =>
            {
                string[] journal = Play(create, Plain with { Name = "reports without the objective", Measures = false }, broken);
                if (Array.Find(journal, line => line.EndsWith($"{ReportDecision.Stop}", StringComparison.Ordinal)) is { } stopped)
                    broken($"though nothing is known of it: {stopped}");
            }),
        new("direction", "A pruner decides alike where the objective is minimised and all values are their negatives.",
            (create, broken) => Compare(
                Play(create, Busy, broken), Play(create, Busy with { Direction = Direction.Minimise }, broken), "where it is minimised", Busy, broken)),
        new("fold", "A pruner is a fold: a new one to which the recorded events are applied plans and decides the same.", Fold),
        new("no-trace", "Asking leaves no observable state: asked twice it answers the same, and goes on as if asked once.", NoTrace),
        new("deterministic", "The same events give the same decisions.",
            (create, broken) => Compare(Play(create, Busy, broken), Play(create, Busy, broken), "in a second run", Busy, broken)),
        new("instances", "Instances share nothing: what one is told does not reach another.", Instances),
    ];

    private static string[] Play(Func<PrunerContext, IPruner> create, PrunerSituation situation, Action<string> broken) =>
        new PrunerRun(create, situation, broken).Play();

    private static void Fold(Func<PrunerContext, IPruner> create, Action<string> broken)
    {
        PrunerSituation situation = Busy with { FailureShare = 0.05 };
        PrunerRun run = new(create, situation, broken);
        for (int step = 0; !run.IsOver; step++)
        {
            if (step % 5 == 0)
            {
                IPruner resumed = create(situation.NewContext());
                foreach (StudyEvent e in run.Events)
                    resumed.Apply(e);
                Compare(run.Ask(run.Pruner), run.Ask(resumed), situation, broken);
            }

            run.Step();
        }
    }

    private static void NoTrace(Func<PrunerContext, IPruner> create, Action<string> broken)
    {
        PrunerRun asked = new(create, Busy, broken);
        while (!asked.IsOver)
        {
            Compare(asked.Ask(asked.Pruner), asked.Ask(asked.Pruner), Busy, broken);
            asked.Step();
        }

        Compare(Play(create, Busy, broken), asked.Journal, "in a run that was asked more often", Busy, broken);
    }

    private static void Instances(Func<PrunerContext, IPruner> create, Action<string> broken)
    {
        string[] alone = Play(create, Plain, broken);
        PrunerRun one = new(create, Plain, broken);
        PrunerRun other = new(create, Plain with { Seed = 2 }, broken);
        while (!one.IsOver)
        {
            if (!other.IsOver)
                other.Step();
            one.Step();
        }

        Compare(alone, one.Journal, "in a run beside another instance", Plain, broken);
    }

    private static void Compare(string first, string second, PrunerSituation situation, Action<string> broken)
    {
        if (first != second)
            broken($"'{first}' and then '{second}' ({situation})");
    }

    private static void Compare(string[] first, string[] second, string what, PrunerSituation situation, Action<string> broken)
    {
        for (int i = 0; i < Math.Max(first.Length, second.Length); i++)
        {
            (string a, string b) = (first.ElementAtOrDefault(i) ?? "the end", second.ElementAtOrDefault(i) ?? "the end");
            if (a != b)
                broken($"step {i} is '{a}', but {what} '{b}' ({situation})");
        }
    }
}
