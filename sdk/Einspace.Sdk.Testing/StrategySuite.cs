using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Grammars;
using Einspace.Sdk.Search;

namespace Einspace.Sdk.Testing;

/// <summary>
/// What every <see cref="ISearchStrategy"/> promises, tried on <see cref="ToyGrammar"/>; its subject creates a strategy at its
/// beginning for a context.
/// </summary>
public static class StrategySuite
{
    private const string Sentence = "seq(linear(4), both(relu, softmax))";

    private static readonly StrategySituation Plain = new("30 trials, one job", ToyGrammar.Endless, Trials: 30);
    private static readonly StrategySituation Busy = new("40 trials, 12 jobs", ToyGrammar.Endless, Trials: 40, Jobs: 12);

    /// <summary>The rules.</summary>
    public static IReadOnlyList<ConformanceRule<Func<StrategyContext, ISearchStrategy>>> Rules { get; } =
    [
        Rule("answers", "A strategy answers with executable architectures and parents that exist, or waits for an outstanding trial.",
            (create, broken, deadline) => Play(create, Plain, broken, deadline)),
        Rule("many-outstanding", "A strategy works with many trials outstanding, which finish in any order.",
            (create, broken, deadline) =>
            {
                Play(create, Busy, broken, deadline);
                Play(create, Busy with { Name = "5 trials, 12 jobs", Trials = 5 }, broken, deadline);
            }),
        Rule("failures", "A strategy goes on whatever share of the trials has no score.",
            (create, broken, deadline) =>
            {
                foreach (double share in (double[])[0.5, 1])
                {
                    Play(create, Plain with { Name = $"{share:P0} of 30 trials without a score", FailureShare = share }, broken, deadline);
                    Play(create, Busy with { Name = $"{share:P0} of 40 trials without a score, 12 jobs", FailureShare = share }, broken, deadline);
                }
            }),
        Rule("pruned", "A strategy goes on when trials are pruned, which have what was measured of them until then.",
            (create, broken, deadline) =>
            {
                Play(create, Plain with { Name = "half of 30 trials pruned", PrunedShare = 0.5 }, broken, deadline);
                Play(create, Busy with { Name = "all of 40 trials pruned, 12 jobs", PrunedShare = 1 }, broken, deadline);
            }),
        Rule("pauses", "A strategy goes on while trials rest, go on, fail after they rested or are pruned, and waits for none of them for ever.",
            (create, broken, deadline) =>
            {
                foreach (double share in (double[])[0.3, 0.9])
                {
                    Play(create, Plain with { Name = $"{share:P0} of measurements rest", PauseShare = share }, broken, deadline);
                    Play(create, Busy with { Name = $"{share:P0} of measurements rest, some fail, 12 jobs", PauseShare = share, FailureShare = 0.2 }, broken, deadline);
                }
            }),
        Rule("seeds", "A strategy accepts seeds, also such as run without being derivable.",
            (create, broken, deadline) =>
            {
                Play(create, Plain with { Name = "one seed", Seeds = [Sentence] }, broken, deadline);
                Play(create, Busy with { Name = "three seeds, one not derivable", Seeds = [Sentence, "relu", "seq(linear(32), norm)"] }, broken, deadline);
            }),
        Rule("tiny-spaces", "A strategy answers in a space of few networks or one, if only that it is exhausted.",
            (create, broken, deadline) =>
            {
                foreach (int networks in (int[])[1, 2, 5])
                    Play(create, Busy with { Name = $"{networks} network(s)", Grammar = ToyGrammar.Finite(networks), Trials = 20, Jobs = 3 }, broken, deadline);
            }),
        Rule("tight-limits", "A strategy answers after a bounded number of draws where the limits leave few networks, one or none.",
            (create, broken, deadline) =>
            {
                foreach (int networks in (int[])[3, 1, 0])
                {
                    // Of the networks of a width, linear(n) costs n times what linear(1) does.
                    Grammar grammar = ToyGrammar.Finite(64);
                    long cost = (long)new SearchSpace(grammar, ToyGrammar.Task, new Limits()).Realise(grammar.Parse("linear(1)")).Costs.MultiplyAdds;
                    Play(
                        create,
                        Busy with { Name = $"limits that leave {networks} of 64 networks", Grammar = grammar, Trials = 20, Jobs = 3, Limits = new Limits { MaxMultiplyAdds = Math.Max(1, networks * cost) } },
                        broken, deadline);
                }
            }),
        Rule("minimises", "A strategy works for an objective that is minimised.",
            (create, broken, deadline) => Play(create, Plain with { Name = "minimising", Direction = Direction.Minimise }, broken, deadline)),
        Rule("fold", "A strategy is a fold: a new one to which the recorded events are applied proposes the same.", Fold),
        Rule("no-trace", "Proposing leaves no observable state: asked twice it answers the same, and goes on as if asked once.", NoTrace),
        Rule("deterministic", "The same events and random streams give the same proposals.",
            (create, broken, deadline) => Compare(
                Play(create, Busy, broken, deadline), Play(create, Busy, broken, deadline), "a second run", Busy, broken)),
        Rule("instances", "Instances share nothing: what one is told does not reach another.", Instances),
        Rule("cancellation", "Asked to give up, a strategy throws OperationCanceledException or answers all the same.", Cancellation),
    ];

    /// <summary>How long a rule may take before the strategy counts as not answering.</summary>
    internal static TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(60);

    private static ConformanceRule<Func<StrategyContext, ISearchStrategy>> Rule(
        string name, string promise, Action<Func<StrategyContext, ISearchStrategy>, Action<string>, CancellationToken> examine) =>
        new(name, promise, (create, broken) =>
        {
            using CancellationTokenSource deadline = new();
            Task work = Task.Run(() => examine(create, broken, deadline.Token));
            try
            {
                if (work.Wait(Patience))
                    return;
                deadline.Cancel();
            }
            catch (AggregateException error) when (error.InnerException is { } inner)
            {
                System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(inner);
            }

            broken($"no answer for {Patience.TotalSeconds:F0} s");
        });

    private static string[] Play(
        Func<StrategyContext, ISearchStrategy> create, StrategySituation situation, Action<string> broken, CancellationToken deadline) =>
        new StrategyRun(create, situation, broken, deadline).Play();

    private static void Fold(Func<StrategyContext, ISearchStrategy> create, Action<string> broken, CancellationToken deadline)
    {
        foreach (StrategySituation situation in (StrategySituation[])[Plain, Busy with { FailureShare = 0.3, PrunedShare = 0.3, Seeds = [Sentence] }, Busy with { PauseShare = 0.5, FailureShare = 0.1 }])
        {
            StrategyRun run = new(create, situation, broken, deadline);
            for (int step = 0; !run.IsOver; step++)
            {
                if (step % 5 == 0 && run.Question is { } question)
                {
                    ISearchStrategy resumed = create(situation.NewContext());
                    foreach (StudyEvent e in run.Events)
                        resumed.Apply(e);
                    Compare(Answer(run.Strategy, question, deadline), Answer(resumed, question, deadline), question.Number, situation, broken);
                }

                run.Step();
            }
        }
    }

    private static void NoTrace(Func<StrategyContext, ISearchStrategy> create, Action<string> broken, CancellationToken deadline)
    {
        StrategyRun asked = new(create, Busy, broken, deadline);
        while (!asked.IsOver)
        {
            if (asked.Question is { } question)
            {
                string first = Answer(asked.Strategy, question, deadline);
                Compare(first, Answer(asked.Strategy, question, deadline), question.Number, Busy, broken);
            }

            asked.Step();
        }

        Compare(Play(create, Busy, broken, deadline), asked.Journal(), "a run that was asked twice each time", Busy, broken);
    }

    private static void Instances(Func<StrategyContext, ISearchStrategy> create, Action<string> broken, CancellationToken deadline)
    {
        string[] alone = Play(create, Plain, broken, deadline);
        StrategyRun one = new(create, Plain, broken, deadline);
        StrategyRun other = new(create, Plain with { Seed = 2 }, broken, deadline);
        while (!one.IsOver)
        {
            if (!other.IsOver)
                other.Step();
            one.Step();
        }

        Compare(alone, one.Journal(), "a run beside another instance", Plain, broken);
    }

    private static void Cancellation(Func<StrategyContext, ISearchStrategy> create, Action<string> broken, CancellationToken deadline)
    {
        StrategyRun run = new(create, Plain, broken, deadline);
        while (!run.IsOver)
        {
            if (run.Question is { } question)
            {
                try
                {
                    run.Strategy.Propose(question, new CancellationToken(canceled: true));
                }
                catch (OperationCanceledException)
                {
                    // One of the two answers that the contract allows.
                }
            }

            run.Step();
        }
    }

    private static string Answer(ISearchStrategy strategy, ProposalContext question, CancellationToken deadline) =>
        StrategyRun.Describe(strategy.Propose(question with { Random = new RandomStream(question.Random.State) }, deadline));

    private static void Compare(string first, string second, int trial, StrategySituation situation, Action<string> broken)
    {
        if (first != second)
            broken($"for trial {trial} '{first}' and then '{second}' ({situation})");
    }

    private static void Compare(string[] first, string[] second, string what, StrategySituation situation, Action<string> broken)
    {
        for (int i = 0; i < Math.Max(first.Length, second.Length); i++)
        {
            (string a, string b) = (first.ElementAtOrDefault(i) ?? "the end", second.ElementAtOrDefault(i) ?? "the end");
            if (a != b)
                broken($"event {i} is '{a}', but in {what} '{b}' ({situation})");
        }
    }
}
