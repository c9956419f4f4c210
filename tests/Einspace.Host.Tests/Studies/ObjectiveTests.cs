using System.Collections.Immutable;
using Einspace.Host.Studies;
using Einspace.Host.Studies.Configuration;
using Einspace.Host.Studies.Journal;
using Einspace.Sdk;
using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Search;

namespace Einspace.Host.Tests.Studies;

internal sealed class ObjectiveTests
{
    private static readonly Objective Accuracy = new("accuracy", Direction.Maximise);
    private static readonly Objective Loss = new("loss", Direction.Minimise);
    private static readonly Objective Parameters = new(CostMetric.Parameters, Direction.Minimise);
    private static readonly Objective Seconds = new(CostMetric.Seconds, Direction.Minimise);

    [Test]
    public void An_objective_has_its_usual_direction_or_the_one_that_is_written()
    {
        Assert.That(Read("loss", "accuracy:minimise", "parameters", "seconds:maximise"), Is.EqualTo(new[]
        {
            Loss, Accuracy with { Direction = Direction.Minimise }, Parameters, Seconds with { Direction = Direction.Maximise },
        }));
        Assert.That(Read(), Is.EqualTo(new[] { Accuracy }));
        Assert.That(Read([.. Read("loss", "accuracy:minimise").Select(StudyObjectives.Write)]), Is.EqualTo(Read("loss", "accuracy:minimise")));
    }

    [TestCase("--objective: the evaluator 'two' reports no 'acuracy'; did you mean 'accuracy'? (there are accuracy, loss, parameters, multiply-adds, activation-memory, seconds)", "acuracy")]
    [TestCase("--objective: the evaluator 'two' reports no 'beauty'; there are accuracy, loss, parameters, multiply-adds, activation-memory, seconds.", "beauty:maximise")]
    [TestCase("--objective: found 'loss:less', expected 'loss', 'loss:minimise' or 'loss:maximise'.", "loss:less")]
    [TestCase("--objective: loss is named 2 times, expected each objective once.", "loss", "accuracy", "loss:maximise")]
    public void What_is_no_objective_is_refused(string sentence, params string[] texts) =>
        Assert.That(() => Read(texts), Throws.TypeOf<InputException>().With.Message.EqualTo(sentence));

    [Test]
    public async Task Costs_that_are_objectives_are_metrics_of_reports_and_results()
    {
        using StudyBench bench = Bench(Accuracy, Parameters, Seconds);
        await bench.RunAsync();

        StudyState state = bench.State();
        Assert.That(state.Trials.Where(trial => trial.Finished!.State == TrialState.Completed), Has.Exactly(10).Items);
        foreach (StudyTrial trial in state.Trials)
        {
            foreach (var metrics in trial.Reports.Select(report => report.Metrics).Append(trial.Finished!.Metrics))
            {
                Assert.That(metrics.Keys, Is.EqualTo(new[] { "accuracy", "parameters", "seconds" }));
                Assert.That(metrics["parameters"], Is.EqualTo((double)trial.Proposed.Parameters));
                Assert.That(metrics["seconds"], Is.GreaterThanOrEqualTo(0).And.LessThanOrEqualTo((trial.Finished.Time - trial.Proposed.Time).TotalSeconds));
            }
        }
    }

    [Test]
    public async Task Measured_time_is_no_part_of_the_canonical_journal()
    {
        using StudyBench one = Bench(Accuracy, Seconds), other = Bench(Accuracy, Seconds);
        await one.RunAsync();
        await other.RunAsync();

        static double[] Times(StudyBench bench) => [.. bench.State().Trials.Select(trial => trial.Finished!.Metrics["seconds"])];
        Assert.That(Times(one), Is.Not.EqualTo(Times(other)));
        Assert.That(CanonicalJournal.Difference(one.Records(), other.Records()), Is.Null);
    }

    [Test]
    public async Task Costs_of_several_trainings_are_those_of_one()
    {
        using StudyBench bench = Bench(plan => plan with { Trials = 4, Replicates = 3, ReevaluateTop = 2 }, Accuracy, Parameters, Seconds);
        await bench.RunAsync();

        foreach (StudyTrial trial in bench.State().Trials)
        {
            var all = trial.Replicates.Select(replicate => replicate.Metrics).ToArray();
            Assert.That(all, Has.Length.EqualTo(2));
            Assert.That(trial.Finished!.Metrics["parameters"], Is.EqualTo((double)trial.Proposed.Parameters));
            Assert.That(trial.Finished.Metrics["seconds"] * 3, Is.LessThanOrEqualTo((trial.Finished.Time - trial.Proposed.Time).TotalSeconds));
            Assert.That(trial.Reevaluations.Select(again => again.Metrics["seconds"]), Is.All.EqualTo(trial.Finished.Metrics["seconds"]));
        }

        Assert.That(bench.State().Reevaluated.Count(), Is.EqualTo(2));
    }

    [Test]
    public async Task A_trial_without_one_of_the_objectives_failed()
    {
        using StudyBench bench = Bench(Accuracy, Loss);
        await bench.RunAsync();

        Assert.That(bench.State().Trials.Select(trial => trial.Finished!.Reason), Is.All.EqualTo(
            "the evaluator 'scripted' gave no metric 'loss', which the study optimises; it gave accuracy"));
    }

    [Test]
    public async Task The_front_is_what_no_trial_beats_by_all_objectives()
    {
        using StudyBench bench = Bench(Accuracy, Parameters);
        await bench.RunAsync();
        StudyState state = bench.State();
        HashSet<int> front = [.. ParetoFront.Of(state, [Accuracy, Parameters]).Select(trial => trial.Number)];

        static (double Accuracy, double Parameters) Values(StudyTrial trial) => (trial.Finished!.Metrics["accuracy"], trial.Finished.Metrics["parameters"]);
        Assert.That(front, Does.Contain(state.Best!.Number));
        foreach (StudyTrial trial in state.Trials)
        {
            bool beaten = state.Trials.Any(other => Values(other) != Values(trial)
                && Values(other).Accuracy >= Values(trial).Accuracy && Values(other).Parameters <= Values(trial).Parameters);
            Assert.That(front.Contains(trial.Number), Is.EqualTo(!beaten), $"trial {trial.Number}");
        }

        // What is no objective of the study counts by what is known of the network.
        Assert.That(ParetoFront.Of(state, [new Objective(CostMetric.MultiplyAdds, Direction.Minimise)]), Has.Count.EqualTo(1));
        Assert.That(ParetoFront.Of(state, [Loss]), Is.Empty);
    }

    private static ImmutableArray<Objective> Read(params string[] texts) => StudyObjectives.Read([.. texts], "two", new TwoMetricsFactory().Metrics);

    private static StudyBench Bench(params Objective[] objectives) => Bench(plan => plan, objectives);

    private static StudyBench Bench(Func<StudyPlan, StudyPlan> change, params Objective[] objectives) => new()
    {
        Plan = plan => change(plan with { Opened = plan.Opened with { Objectives = [.. objectives] } }),
    };

    private sealed record NoOptions;

    private sealed class TwoMetricsFactory : EvaluatorFactory<NoOptions>
    {
        public override EvaluatorHosting Hosting => EvaluatorHosting.InProcess;

        public override Objective DefaultObjective => Accuracy;

        public override ImmutableArray<Objective> Metrics => [Accuracy, Loss];

        protected override IEvaluator Create(NoOptions options, IEvaluatorContext context) => new ScriptedEvaluator();
    }
}
