using Einspace.Sdk.Grammars;
using Einspace.Sdk.Search;

namespace Einspace.Sdk.Testing.Tests;

/// <summary>Every rule for strategies catches a strategy that breaks it, and lets a sound one pass.</summary>
internal sealed class StrategySuiteTests
{
    private static IEnumerable<ConformanceRule<Func<StrategyContext, ISearchStrategy>>> Rules => StrategySuite.Rules;

    [TestCaseSource(nameof(Rules))]
    public void ASoundStrategyKeepsEveryPromise(ConformanceRule<Func<StrategyContext, ISearchStrategy>> rule) =>
        rule.Check(context => new Climber(context));

    [Test]
    public void AnArchitectureThatCannotRun() => AssertCaught("answers", "an architecture that cannot run",
        context => new Scripted(context, (_, _) => new Proposal(Architecture.Parse("seq(relu)"))));

    [Test]
    public void AParentThatDoesNotExist() => AssertCaught("answers", "a parent, trial 7, that does not exist for trial 0",
        context => new Scripted(context, (c, p) => new Proposal(c.Space.Sample(p.Random).Architecture) { Parents = [7] }));

    [Test]
    public void NoAnswerAtAll() => AssertCaught("answers", "no proposal (null) for trial 0",
        context => new Scripted(context, (_, _) => null!));

    [Test]
    public void AProposalThatIsNull() => AssertCaught("answers", "no proposal (null) for trial 0",
        context => new Scripted(context, (_, _) => new ProposalOutcome.Proposed(null!)));

    [Test]
    public void WaitingForNobody() => AssertCaught("answers", "it waits for trial 0 though none is outstanding",
        context => new Scripted(context, (_, _) => ProposalOutcome.Wait));

    [Test]
    public void AnExceptionWhileManyAreOutstanding() => AssertCaught("many-outstanding", "an unexpected InvalidOperationException: one at a time",
        context => new Scripted(context, (c, p) =>
            p.Outstanding < 2 ? new Proposal(c.Space.Sample(p.Random).Architecture) : throw new InvalidOperationException("one at a time")));

    [Test]
    public void ATrialWithoutAScore() => AssertCaught("failures", "an unexpected InvalidOperationException",
        context => new Scripted(context, told: (e, c) => _ = ((e as StudyEvent.Finished)?.Trial.Score(c.Objectives[0]) ?? (e is StudyEvent.Finished ? null : 0.0))!.Value));

    [Test]
    public void APrunedTrial() => AssertCaught("pruned", "an unexpected NotSupportedException: Pruned",
        context => new Scripted(context, told: (e, _) =>
        {
            if (e is StudyEvent.Finished { Trial.State: TrialState.Pruned and var state })
                throw new NotSupportedException($"{state}");
        }));

    [Test]
    public void ATrialThatRests() => AssertCaught("pauses", "an unexpected NotSupportedException: Paused",
        context => new Scripted(context, told: (e, _) =>
        {
            if (e is not (StudyEvent.Proposed or StudyEvent.Finished))
                throw new NotSupportedException(e.GetType().Name);
        }));

    [Test]
    public void WaitingForWhatRestsAfterItEnded()
    {
        AssertCaught("pauses", "though none is outstanding, for ever", context =>
        {
            // Counts what rests as running once more, and so never comes to none.
            int running = 0;
            return new Scripted(
                context,
                (c, p) => running > 0 ? ProposalOutcome.Wait : new Proposal(c.Space.Sample(p.Random).Architecture),
                (e, _) => running += e is StudyEvent.Proposed or StudyEvent.Paused ? 1 : -1);
        });
    }

    [Test]
    public void OnlySeedsThatTheGrammarMakes() => AssertCaught("seeds", "an unexpected ArgumentException: linear(32)",
        context => context.Seeds.FirstOrDefault(seed => !context.Space.Grammar.Check(seed).IsDerivable) is { } seed
            ? throw new ArgumentException($"linear(32) in {seed}")
            : new Climber(context));

    [Test]
    public void DrawingAMillionTimesWhereTheLimitsLeaveNothing() => AssertCaught("tight-limits", "draws that broke a limit for trial 0",
        context => new Scripted(context, (c, p) => Enumerable.Range(0, 1000)
            .Select(_ => c.Space.Sample(p.Random))
            .FirstOrDefault(network => network.Violation is null) is { } found ? new Proposal(found.Architecture) : ProposalOutcome.Exhausted));

    [Test]
    public void LookingForANewNetworkForEver()
    {
        TimeSpan patience = StrategySuite.Patience;
        StrategySuite.Patience = TimeSpan.FromSeconds(0.5);
        try
        {
            AssertCaught("tiny-spaces", "no answer for", context => new Insistent(context));
        }
        finally
        {
            StrategySuite.Patience = patience;
        }
    }

    [Test]
    public void LargerScoresOnly() => AssertCaught("minimises", "an unexpected NotSupportedException",
        context => context.Objectives[0].Direction == Evaluation.Direction.Minimise
            ? throw new NotSupportedException("maximises")
            : new Climber(context));

    [Test]
    public void StateThatProposingChanges()
    {
        AssertCaught("fold", "and then", Create);
        AssertCaught("no-trace", "and then", Create);

        static ISearchStrategy Create(StrategyContext context)
        {
            int asked = 0;
            return new Scripted(context, (c, p) => new Proposal(c.Space.Sample(p.Random).Architecture) { Tag = $"{asked++}" });
        }
    }

    [Test]
    public void RandomnessOfItsOwn() => AssertCaught("deterministic", "but in a second run",
        context => new Scripted(context, (c, p) => new Proposal(c.Space.Sample(p.Random).Architecture) { Tag = $"{Guid.NewGuid()}" }));

    [Test]
    public void StateThatAllInstancesShare()
    {
        int told = 0;
        AssertCaught("instances", "but in a run beside another instance", context =>
        {
            // Forgets at its creation what it shares with others: only instances that live at the same time disturb each other.
            told = 0;
            return new Scripted(
                context, (c, p) => new Proposal(c.Space.Sample(p.Random).Architecture) { Tag = $"{told}" }, (_, _) => told++);
        });
    }

    [Test]
    public void AnotherExceptionWhenAskedToGiveUp() => AssertCaught("cancellation", "an unexpected ApplicationException",
        context => new Scripted(context, (c, p) => new Proposal(c.Space.Sample(p.Random).Architecture), interrupted: () => throw new ApplicationException()));

    private static void AssertCaught(string rule, string found, Func<StrategyContext, ISearchStrategy> create) =>
        Breach.AssertCaught(StrategySuite.Rules, rule, create, found);

    /// <summary>Mutates the best so far; the second strategy of which engine and kit know nothing.</summary>
    private sealed class Climber(StrategyContext context) : ISearchStrategy
    {
        private (double Score, Trial Trial)? _best;

        public ProposalOutcome Propose(ProposalContext proposal, CancellationToken cancellation)
        {
            if (_best is var (_, trial) && context.Space.Mutate(trial.Proposal.Architecture, proposal.Random) is { } mutant)
                return new Proposal(mutant.Architecture) { Parents = [trial.Number], Operator = "mutate" };
            return new Proposal(context.Space.Sample(proposal.Random).Architecture);
        }

        public void Apply(StudyEvent e)
        {
            if (e is StudyEvent.Finished { Trial: var trial } && trial.Score(context.Objectives[0]) is { } score && !(score <= _best?.Score))
                _best = (score, trial);
        }
    }

    private sealed class Scripted(
        StrategyContext context,
        Func<StrategyContext, ProposalContext, ProposalOutcome>? propose = null,
        Action<StudyEvent, StrategyContext>? told = null,
        Action? interrupted = null) : ISearchStrategy
    {
        public ProposalOutcome Propose(ProposalContext proposal, CancellationToken cancellation)
        {
            if (cancellation.IsCancellationRequested)
                interrupted?.Invoke();
            return propose is not null ? propose(context, proposal) : new Proposal(context.Space.Sample(proposal.Random).Architecture);
        }

        public void Apply(StudyEvent e) => told?.Invoke(e, context);
    }

    private sealed class Insistent(StrategyContext context) : ISearchStrategy
    {
        private readonly HashSet<string> _seen = [];

        public ProposalOutcome Propose(ProposalContext proposal, CancellationToken cancellation)
        {
            while (true)
            {
                cancellation.ThrowIfCancellationRequested();
                Network network = context.Space.Sample(proposal.Random);
                if (!_seen.Contains(network.Hash))
                    return new Proposal(network.Architecture);
            }
        }

        public void Apply(StudyEvent e)
        {
            if (e is StudyEvent.Proposed proposed)
                _seen.Add(proposed.GraphHash);
        }
    }
}
