using System.Collections.Immutable;
using Einspace.Cli.Studies;
using Einspace.Host.Studies;
using Einspace.Host.Tests.Studies;
using Einspace.Sdk;
using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Grammars;
using Einspace.Sdk.Search;
using Spectre.Console;

namespace Einspace.Host.Tests.Cli;

/// <summary>The live table as it is drawn, on a console that is recorded; its clock stands still.</summary>
internal sealed class TablePresenterTests
{
    [Test]
    public async Task A_narrow_table_keeps_every_trial_on_one_line() => Assert.That(await DrawAsync(width: 80), Is.EqualTo(
        """
        The plugin 'x' is not the one that this study ran with before.
        Study studies/drawn

          trial   architecture   parameters   epoch   validation   state
                                                        accuracy
        ────────────────────────────────────────────────────────────────────────────────
              0   node(1000, …         1.0k       2       0.1429   completed
              1   node(1001, …         1.0k       0                failed: OutOfMemory
              2   node(20000,…        20.0k       0                rejected
              3   node(1000, …         1.0k       2       0.1429   completed
              4   node(1004, …         1.0k       2       0.7143   completed

        4 of 4 trials, 4 epochs   best so far 0.7143 (trial 4)
        elapsed 0:00   remaining 0:00
        Retraining the best for the final result: epoch 0
        """));

    [Test]
    public async Task A_wide_table_gives_what_is_left_to_the_architecture() => Assert.That(await DrawAsync(width: 130), Is.EqualTo(
        """
        The plugin 'x' is not the one that this study ran with before.
        Study studies/drawn

          trial   architecture                                            parameters   epoch   validation accuracy   state
        ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
              0   node(1000, branch(clone(4), 4*comp(linear(0)), add),…         1.0k       2                0.1429   completed
              1   node(1001, branch(clone(4), 4*comp(linear(0)), add),…         1.0k       0                         failed: OutOfMemory
              2   node(20000, large)                                           20.0k       0                         rejected
              3   node(1000, branch(clone(4), 4*comp(linear(0)), add),…         1.0k       2                0.1429   completed
              4   node(1004, branch(clone(4), 4*comp(linear(0)), add),…         1.0k       2                0.7143   completed

        4 of 4 trials, 4 epochs   best so far 0.7143 (trial 4)   elapsed 0:00   remaining 0:00
        Retraining the best for the final result: epoch 0
        """));

    // Stopped while the third is evaluated: two rest, and one of them is the best so far.
    [Test]
    public async Task What_rests_is_shown_as_paused_with_its_epoch()
    {
        using CancellationTokenSource stop = new();
        using StudyBench bench = new()
        {
            Plan = plan => Drawn(plan) with { FinalEpochs = null, Epochs = 9, Pruner = new Resting(), PrunerName = "resting" },
            Strategy = () => new ScriptedStrategy { OnPropose = (context, _) => new Proposal(Architecture.Parse($"node({context.Number})")) },
            Evaluator = () => new ScriptedEvaluator
            {
                OnEvaluate = async (request, cancellation) =>
                {
                    if (request.Trial < 2)
                        return Score(request);
                    await stop.CancelAsync();
                    await Task.Delay(Timeout.Infinite, cancellation);
                    return null;
                },
            },
        };
        Assert.That(await DrawAsync(80, bench, stop.Token), Does.Contain(
            """
                  0   node(0)                 0       1       0.1429   paused
                  1   node(1)                 1       1       0.2857   paused
                  2   node(2)                 2       0                running

            0 of 4 trials, 2 paused, 2 epochs   best so far 0.2857 (trial 1)
            """));
    }

    /// <summary>Runs a study of one trial of each kind, and takes the last picture of it.</summary>
    private static async Task<string> DrawAsync(int width)
    {
        using StudyBench bench = new()
        {
            Plan = Drawn,
            Strategy = () => new ScriptedStrategy { OnPropose = (context, _) => Propose(context.Number) },
            Evaluator = () => new ScriptedEvaluator { OnEvaluate = (request, _) => Task.FromResult(Evaluate(request)) },
        };
        return await DrawAsync(width, bench);
    }

    private static StudyPlan Drawn(StudyPlan plan) => plan with
    {
        Trials = 4, FinalEpochs = 2, Opened = plan.Opened with { Objectives = [new Objective("validation-accuracy", Direction.Maximise)] },
    };

    private static async Task<string> DrawAsync(int width, StudyBench bench, CancellationToken cancellation = default)
    {
        using StringWriter output = new() { NewLine = "\n" };
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(output),
        });
        (console.Profile.Width, console.Profile.Height) = (width, 40);
        TablePresenter presenter = new(console, new Still());
        await presenter.ShowAsync(async () =>
        {
            presenter.Notice("The plugin 'x' is not the one that this study ran with before.");
            presenter.Begin(new StudyFolder("studies/drawn"), bench.CreatePlan(), new StudyState(), slots: 1);
            return await bench.RunAsync(presenter, cancellation);
        });

        string text = output.ToString();
        string[] lines = text[text.LastIndexOf("The plugin 'x'", StringComparison.Ordinal)..].Split('\n');
        Assert.That(lines.Max(line => line.Length), Is.LessThanOrEqualTo(width));
        return string.Join('\n', lines.Select(line => line.TrimEnd())).TrimEnd();
    }

    private static ProposalOutcome? Propose(int number) => new Proposal(Architecture.Parse(number switch
    {
        2 => "node(20000, large)",
        3 => Long(0),
        _ => Long(number),
    }));

    private static string Long(int number) =>
        $"node({1000 + number}, {string.Join(", ", Enumerable.Range(0, 12).Select(i => $"branch(clone(4), 4*comp(linear({i})), add)"))})";

    private static EvaluationResult? Evaluate(EvaluationRequest request) => request.Trial == 1
        ? new EvaluationResult.Failed(FailureKind.OutOfMemory, "no memory for 12 GB")
        : Score(request);

    private static EvaluationResult Score(EvaluationRequest request) => new EvaluationResult.Completed(
        request.Fidelity.To, ImmutableSortedDictionary<string, double>.Empty.Add("validation-accuracy", (request.Trial + 1) / 7.0));

    private sealed class Resting : IPruner
    {
        public int Begin(int trial) => 1;

        public Promotion? Promote() => null;

        public ReportDecision Decide(int trial, EvaluationReport report) => ReportDecision.Continue;

        public void Apply(StudyEvent e)
        {
        }
    }

    private sealed class Still : TimeProvider
    {
        public override long GetTimestamp() => 0;
    }
}
