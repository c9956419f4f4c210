using Einspace.Host.Studies;
using Einspace.Host.Studies.Journal;
using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Search;

namespace Einspace.Host.Tests.Studies;

/// <summary>Networks that are trained several times, in the search and before one is chosen.</summary>
internal sealed class ReplicateTests
{
    [Test]
    public async Task Each_network_is_trained_with_other_seeds_and_its_scores_are_the_means()
    {
        List<EvaluationRequest> requests = [];
        using StudyBench bench = Bench(requests, plan => plan with { Replicates = 3 });
        Assert.That(await bench.RunAsync(), Is.EqualTo(StudyEnding.Completed));

        StudyState state = bench.State();
        Assert.That(state.Trials.Select(trial => trial.State), Is.All.EqualTo(TrialState.Completed));
        Assert.That(requests, Has.Count.EqualTo(30));
        foreach (StudyTrial trial in state.Trials)
        {
            EvaluationRequest[] own = [.. requests.Where(request => request.Trial == trial.Number)];
            using (Assert.EnterMultipleScope())
            {
                Assert.That(own.Select(request => request.Replicate), Is.EqualTo(new[] { 0, 1, 2 }));
                Assert.That(own.Select(request => request.Seed), Is.EqualTo(
                    new[] { 0, 1, 2 }.Select(replicate => EvaluationSeed.Derive(3, trial.Proposed.GraphHash, replicate))));
                Assert.That(trial.Score(state.Objective), Is.EqualTo(own.Average(request => ScoreOf(request.Seed))).Within(1e-12));
            }
        }

        Assert.That(state.Spent, Is.EqualTo(30 * 2));
    }

    [Test]
    public async Task A_training_that_fails_fails_its_trial()
    {
        using StudyBench bench = Bench([], plan => plan with { Replicates = 2 }, (request, _) => Task.FromResult<EvaluationResult?>(
            request is { Trial: 4, Replicate: 1 } ? new EvaluationResult.Failed(FailureKind.OutOfMemory, "full") : null));
        await bench.RunAsync();

        Assert.That(bench.State().Trials.Select(trial => trial.State == TrialState.Failed), Is.EqualTo(Enumerable.Range(0, 10).Select(i => i == 4)));
    }

    [Test]
    public async Task The_best_are_trained_again_and_the_winner_by_all_scores_is_retrained()
    {
        List<EvaluationRequest> requests = [];
        using StudyBench bench = Bench(requests, plan => plan with { ReevaluateTop = 4, FinalEpochs = 2 });
        Assert.That(await bench.RunAsync(), Is.EqualTo(StudyEnding.Completed));

        StudyState state = bench.State();
        int[] top = [.. state.Ranking().Take(4).Select(trial => trial.Number)];
        EvaluationRequest[] again = [.. requests.Where(request => request is { Replicate: 1 })];
        int winner = top.MaxBy(number => requests.Where(r => r.Trial == number && r.Purpose == Purpose.Search).Average(r => ScoreOf(r.Seed)));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(again.Select(request => request.Trial), Is.EquivalentTo(top));
            Assert.That(again.Select(request => (request.Purpose, request.Fidelity)), Is.All.EqualTo((Purpose.Search, new FidelityRange(0, 2, 2))));
            Assert.That(state.Chosen!.Number, Is.EqualTo(winner).And.Not.EqualTo(state.Best!.Number), "The seeds are such that the first is not the best.");
            Assert.That(state.Final!.Trial, Is.EqualTo(winner));
            Assert.That(requests.Count(request => request.Purpose == Purpose.Final), Is.EqualTo(1));
            Assert.That(StudyRunner.IsDone(bench.CreatePlan(), state), Is.True);
        }
    }

    [Test]
    public async Task A_network_that_fails_when_it_is_trained_again_is_not_chosen()
    {
        using StudyBench bench = Bench([], plan => plan with { ReevaluateTop = 10, FinalEpochs = 2 }, (request, _) => Task.FromResult<EvaluationResult?>(
            request is { Replicate: 1, Trial: not 7 } ? new EvaluationResult.Failed(FailureKind.Error, "no") : null));
        await bench.RunAsync();

        Assert.That(bench.State().Final!.Trial, Is.EqualTo(7));
    }

    [Test]
    public async Task A_study_that_is_cut_off_anywhere_comes_to_the_same()
    {
        static StudyPlan Plan(StudyPlan plan) => plan with { Replicates = 2, ReevaluateTop = 2, FinalEpochs = 2, Trials = 4, Opened = plan.Opened with { Trials = 4 } };
        using StudyBench whole = Bench([], Plan);
        await whole.RunAsync();
        string[] lines = await File.ReadAllLinesAsync(whole.Folder.Journal);
        for (int cut = 1; cut < lines.Length; cut++)
        {
            using StudyBench resumed = Bench([], Plan);
            await File.WriteAllLinesAsync(resumed.Folder.Journal, lines[..cut]);
            await resumed.RunAsync();
            Assert.That(CanonicalJournal.Difference(whole.Records(), resumed.Records()), Is.Null, $"cut off after {cut} records");
        }
    }

    private static StudyBench Bench(
        List<EvaluationRequest> requests,
        Func<StudyPlan, StudyPlan> plan,
        Func<EvaluationRequest, CancellationToken, Task<EvaluationResult?>>? onEvaluate = null) => new()
    {
        Plan = plan,
        Evaluator = () => new ScriptedEvaluator
        {
            OnEvaluate = (request, cancellation) =>
            {
                requests.Add(request);
                return onEvaluate?.Invoke(request, cancellation) ?? Task.FromResult<EvaluationResult?>(null);
            },
        },
    };

    private static double ScoreOf(ulong seed) => Sdk.RandomStream.Derive(seed, "score").NextDouble();
}
