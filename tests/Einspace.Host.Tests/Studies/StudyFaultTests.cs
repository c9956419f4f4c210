using Einspace.Host.Studies;
using Einspace.Sdk;
using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Grammars;
using Einspace.Sdk.Search;

namespace Einspace.Host.Tests.Studies;

/// <summary>What ends a study: parts that misbehave, workers that die, and what is not as it was.</summary>
internal sealed class StudyFaultTests
{
    [Test]
    public void An_evaluator_in_the_host_that_never_ends_ends_the_study()
    {
        using StudyBench bench = new()
        {
            Plan = plan => plan with { TrialTimeout = TimeSpan.FromSeconds(0.1), EvaluatorPatience = TimeSpan.FromSeconds(0.2) },
            Evaluator = () => new ScriptedEvaluator
            {
                OnEvaluate = (request, _) => request.Trial == 1 ? new TaskCompletionSource<EvaluationResult?>().Task : Task.FromResult<EvaluationResult?>(null),
            },
        };

        StudyFault thrown = Assert.ThrowsAsync<StudyFault>(() => bench.RunAsync())!;
        Assert.That(thrown.Message, Does.StartWith("The evaluator 'scripted' did not end within 0.2 s of being told to, at trial 1"));
        Assert.That(bench.State().Trials[1].Finished!.Failure, Is.EqualTo(FailureKind.TimeLimit));
    }

    [TestCase("threw", "threw IndexOutOfRangeException when asked for trial 3: oops")]
    [TestCase("waited", "waits although no trial is outstanding")]
    [TestCase("nothing", "proposed nothing")]
    [TestCase("parent", "named a parent that is no earlier trial")]
    [TestCase("hung", "did not answer within 0.3 s (--propose-timeout)")]
    [TestCase("unrunnable", "proposed an architecture that does not run (no such thing)")]
    public async Task A_faulty_strategy_ends_the_study_with_its_name_and_the_trial(string fault, string words)
    {
        using StudyBench bench = new()
        {
            Plan = plan => plan with
            {
                ProposeTimeout = TimeSpan.FromSeconds(0.3),
                Realise = architecture => architecture.Text == "node(7)" ? throw new InputException("no such thing") : StudyBench.Realise(architecture),
            },
            Strategy = () => new ScriptedStrategy { OnPropose = (context, _) => context.Number < 3 ? null : Misbehave(fault) },
        };

        StudyFault thrown = Assert.ThrowsAsync<StudyFault>(() => bench.RunAsync())!;
        Assert.That(thrown.Message, Does.StartWith($"The strategy 'scripted' {words}").And.Contains("trial 3"));
        Assert.That(bench.State().FinishedCount, Is.EqualTo(3), "The journal is not safe.");

        static ProposalOutcome? Misbehave(string fault)
        {
            switch (fault)
            {
                case "threw":
                    throw new IndexOutOfRangeException("oops");
                case "waited":
                    return ProposalOutcome.Wait;
                case "nothing":
                    return new ProposalOutcome.Proposed(null!);
                case "parent":
                    return new Proposal(Architecture.Parse("node(1)")) { Parents = [3] };
                case "hung":
                    Thread.Sleep(1500);
                    return null;
                default:
                    return Node(7);
            }
        }
    }

    [TestCase("blocks")]
    [TestCase("throws")]
    public void What_a_strategy_registered_with_its_token_hides_no_time_out(string callback)
    {
        using ManualResetEventSlim free = new();
        using StudyBench bench = new()
        {
            Plan = plan => plan with { ProposeTimeout = TimeSpan.FromSeconds(0.2) },
            Strategy = () => new ScriptedStrategy { OnPropose = (context, token) => context.Number < 3 ? null : Hang(token, callback, free) },
        };

        StudyFault thrown = Assert.ThrowsAsync<StudyFault>(() => bench.RunAsync().WaitAsync(TimeSpan.FromSeconds(15)))!;
        free.Set();
        Assert.That(thrown.Message, Does.StartWith(
            "The strategy 'scripted' did not answer within 0.2 s (--propose-timeout) when asked for trial 3, and does not heed that it is told to give up. The study stops here"));
        Assert.That(thrown.InnerException?.InnerException?.Message, Is.EqualTo(callback == "throws" ? "cut off" : null));
        Assert.That(bench.State().FinishedCount, Is.EqualTo(3));
    }

    [TestCase("blocks")]
    [TestCase("throws")]
    public void What_a_strategy_registered_with_its_token_holds_up_no_interruption(string callback)
    {
        using ManualResetEventSlim free = new();
        using CancellationTokenSource interruption = new();
        using StudyBench bench = new()
        {
            Strategy = () => new ScriptedStrategy { OnPropose = (context, token) => context.Number < 3 ? null : Hang(token, callback, free, () => interruption.CancelAfter(1)) },
        };

        try
        {
            StudyEnding ending = bench.RunAsync(cancellation: interruption.Token).WaitAsync(TimeSpan.FromSeconds(15)).GetAwaiter().GetResult();
            Assert.That(ending, Is.EqualTo(StudyEnding.Interrupted));
        }
        finally
        {
            free.Set();
        }
    }

    [TestCase("nothing", "threw HostileException when asked for trial 3. The study stops here")]
    [TestCase("throws", "threw HostileException when asked for trial 3. The study stops here")]
    [TestCase("lines", "threw HostileException when asked for trial 3: first second ?[31mred?. The study stops here")]
    public void A_message_that_is_none_or_no_line_is_told_in_one_printable_line(string message, string words)
    {
        using StudyBench bench = new()
        {
            Strategy = () => new ScriptedStrategy { OnPropose = (context, _) => context.Number < 3 ? null : throw new HostileException(message) },
        };
        Assert.That(() => bench.RunAsync(), Throws.TypeOf<StudyFault>().With.Message.StartsWith($"The strategy 'scripted' {words}"));
    }

    [Test]
    public void A_strategy_that_throws_when_told_ends_the_study()
    {
        using StudyBench bench = new()
        {
            Strategy = () => new ScriptedStrategy { OnApply = e => Throw(e is StudyEvent.Finished { Trial.Number: 2 }) },
        };
        StudyFault thrown = Assert.ThrowsAsync<StudyFault>(() => bench.RunAsync())!;
        Assert.That(thrown.Message, Does.Contain("threw FormatException when told that trial 2 finished: told"));
        Assert.That(bench.State().FinishedCount, Is.EqualTo(3));

        static void Throw(bool now)
        {
            if (now)
                throw new FormatException("told");
        }
    }

    [Test]
    public void Workers_lost_in_a_row_end_the_study()
    {
        using StudyBench bench = new()
        {
            Plan = plan => plan with { LossesInARow = 3 },
            Evaluator = () => new ScriptedEvaluator
            {
                OnEvaluate = (request, _) => Task.FromResult<EvaluationResult?>(
                    request.Trial is 1 or >= 3 ? new EvaluationResult.Failed(FailureKind.WorkerLost, "the worker was killed by signal 9") : null),
            },
        };
        StudyFault thrown = Assert.ThrowsAsync<StudyFault>(() => bench.RunAsync())!;
        Assert.That(thrown.Message, Does.StartWith("3 workers in a row were lost").And.Contains("at trial 5: the worker was killed by signal 9. The study stops here"));
        Assert.That(bench.State().FinishedCount, Is.EqualTo(6));
    }

    [Test]
    public void Where_nothing_can_be_evaluated_the_study_ends_with_the_reason_and_no_trial_is_spent()
    {
        using StudyBench bench = new() { Evaluator = () => throw new InputException("libtorch was not found.") };
        Assert.That(() => bench.RunAsync(), Throws.TypeOf<InputException>().With.Message.EqualTo("libtorch was not found."));
        Assert.That(bench.State().Outstanding, Is.EqualTo(new[] { 0 }));
    }

    [Test]
    public async Task An_architecture_that_lowers_to_another_network_than_recorded_is_refused()
    {
        using StudyBench bench = new();
        await bench.RunAsync();
        File.WriteAllLines(bench.Folder.Journal, File.ReadAllLines(bench.Folder.Journal).TakeWhile(line => !line.Contains("\"kind\":\"finished\"")));
        using StudyBench other = new() { Plan = plan => plan with { Realise = a => StudyBench.Realise(a) with { Hash = "other" } } };
        File.Copy(bench.Folder.Journal, other.Folder.Journal);

        Assert.That(() => other.RunAsync(), Throws.TypeOf<InputException>().With.Message.Contains("trial 0 no longer lowers to the network"));
    }

    private static ProposalOutcome? Hang(CancellationToken token, string callback, ManualResetEventSlim free, Action? then = null)
    {
        token.Register(() =>
        {
            if (callback == "throws")
                throw new FormatException("cut off");
            free.Wait();
        });
        then?.Invoke();
        free.Wait(TimeSpan.FromSeconds(30), CancellationToken.None);
        return null;
    }

    private static ProposalOutcome Node(int size) => new Proposal(Architecture.Parse($"node({size})"));

    private sealed class HostileException(string message) : Exception
    {
        public override string Message => message switch
        {
            "nothing" => null!,
            "throws" => throw new InvalidOperationException("no message"),
            _ => "first\r\n  second\n\u001b[31mred\u202e.\n",
        };
    }
}
