using System.Collections.Concurrent;
using Einspace.Sdk.Evaluation;

namespace Einspace.Sdk.Testing.Tests;

/// <summary>Every rule for executors catches an executor that breaks it, and lets a sound one pass.</summary>
internal sealed class ExecutorSuiteTests
{
    private TimeSpan _patience;
    private TimeSpan _seconds;

    private static IEnumerable<ConformanceRule<ExecutorUnderTest>> Rules => ExecutorSuite.Rules;

    // Nothing is started here that takes long to start.
    [SetUp]
    public void BeImpatient()
    {
        (_patience, _seconds) = (ExecutorSuite.Patience, ExecutorSuite.Seconds);
        (ExecutorSuite.Patience, ExecutorSuite.Seconds) = (TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1));
    }

    [TearDown]
    public void BePatient() => (ExecutorSuite.Patience, ExecutorSuite.Seconds) = (_patience, _seconds);

    [TestCaseSource(nameof(Rules))]
    public void ASoundExecutorKeepsEveryPromise(ConformanceRule<ExecutorUnderTest> rule) => rule.Check(Subject((slots, cluster) => new(slots, cluster)));

    [Test]
    public void FewerSlots() => AssertCaught("slots", "2 slots where 3 were asked for", (slots, cluster) => new(slots - 1, cluster));

    [Test]
    public void OneAtATime() => AssertCaught("slots", "1 of 3 evaluations run at a time", (slots, cluster) => new(slots, cluster) { RunsOneAtATime = true });

    [Test]
    public void StartThatWaits() => AssertCaught("start", "it has not returned after 1 s", (slots, cluster) => new(slots, cluster) { WaitsInStart = true });

    [Test]
    public void MessagesThatOvertake() => AssertCaught("messages", "came before the call before it had ended", (slots, cluster) => new(slots, cluster) { Overlaps = true });

    [Test]
    public void WarningsThatAreLost() => AssertCaught("messages", "but the evaluator said [at 1; report at 1", (slots, cluster) => new(slots, cluster) { LosesWarnings = true });

    [Test]
    public void StopThatDoesNotArrive() => AssertCaught("stop", "though the report at 2 was answered with Stop", (slots, cluster) => new(slots, cluster) { NeverStops = true });

    [Test]
    public void MetricsThatAreRounded() => AssertCaught("result", "where it arrives whole", (slots, cluster) => new(slots, cluster) { RoundsMetrics = true });

    [Test]
    public void ARequestThatIsNotWhole() => AssertCaught("result", "where it arrives whole", (slots, cluster) => new(slots, cluster) { LosesTheAttempt = true });

    [Test]
    public void FactsThatAreLost() => AssertCaught("result", "but the evaluator's are probe: of executors", (slots, cluster) => new(slots, cluster) { LosesFacts = true });

    [Test]
    public void NanThatPasses() => AssertCaught("failures", "of an evaluator that does this: nan", (slots, cluster) => new(slots, cluster) { PassesNan = true });

    [Test]
    public void ARefusalThatIsTakenForAFailure() => AssertCaught("refusal", "The probe evaluates nothing here.", (slots, cluster) => new(slots, cluster) { TakesRefusalsForFailures = true });

    [Test]
    public void CancellationThatIsNotHeard() => AssertCaught("cancel", "a cancelled execution has not completed after 1 s", (slots, cluster) => new(slots, cluster) { IgnoresCancel = true });

    [Test]
    public void ASlotThatStaysTaken() => AssertCaught("cancel", "No slot is free.", (slots, cluster) => new(slots, cluster) { KeepsTheSlotOfTheCancelled = true });

    [Test]
    public void NoForce() => AssertCaught("force", "an execution that does not listen has not completed", (slots, cluster) => new(slots, cluster) { UsesNoForce = true });

    [Test]
    public void ALossThatIsAnException() => AssertCaught("lost", "an unexpected DeathException", (slots, cluster) => new(slots, cluster) { ThrowsWhenLost = true });

    [Test]
    public void FindingWhatWasNeverStarted() => AssertCaught("attach", "that was never started is found", (slots, cluster) => new(slots, cluster) { FindsTheUnknown = true });

    [Test]
    public void FindingNothing() => AssertCaught("attach", "that another instance started is not found", (slots, cluster) => new(slots, cluster) { FindsNothing = true });

    [Test]
    public void DisposingThatWaits() => AssertCaught("dispose", "it has not ended after 1 s", (slots, cluster) => new(slots, cluster) { WaitsForAllWhenDisposed = true });

    private static ExecutorUnderTest Subject(Func<int, ConcurrentDictionary<int, IExecution>, MadeUpExecutor> create)
    {
        ConcurrentDictionary<int, IExecution> cluster = [];
        return new ExecutorUnderTest(slots => create(slots, cluster)) { RunsElsewhere = true, FindsAgain = true };
    }

    private static void AssertCaught(string rule, string found, Func<int, ConcurrentDictionary<int, IExecution>, MadeUpExecutor> wrong) =>
        Breach.AssertCaught(ExecutorSuite.Rules, rule, Subject(wrong), found);
}
