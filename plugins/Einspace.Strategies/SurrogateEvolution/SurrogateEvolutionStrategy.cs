using Einspace.Sdk;
using Einspace.Sdk.Search;
using Einspace.Strategies.Evolution;

namespace Einspace.Strategies.SurrogateEvolution;

/// <summary>
/// Evolution with a pre-selection (Wei et al. 2020): of several mutants the one is trained of which a ridge regression on
/// <see cref="Features"/> expects the best rank. Trials without a score count as the worst.
/// </summary>
internal sealed class SurrogateEvolutionStrategy : EvolutionStrategy
{
    /// <summary>How much longer the history may become before the regression is made anew.</summary>
    private const double Growth = 1.05;

    private readonly SurrogateEvolutionOptions _options;
    private readonly Features _features;
    private readonly Queue<(double[] Features, double? Score)> _history = [];
    private readonly int _warmUp;
    private RidgeRegression? _model;
    private int _scored;
    private int _learnt;
    private int _fitted;

    public SurrogateEvolutionStrategy(SurrogateEvolutionOptions options, StrategyContext context)
        : base(context, options.Found(context.Trials), options.RepeatTries)
    {
        _options = options;
        _features = new Features(context.Space.Grammar);
        _warmUp = options.WarmUp ?? options.SizeFor(context.Trials).Population;
    }

    protected override Proposal? Evolve(RandomStream random, CancellationToken cancellation)
    {
        List<(Population.Member Parent, Network Network)> mutants = [];
        for (int i = 0; i < (_model is null ? 1 : _options.Mutants); i++)
        {
            if (Mutate(random, cancellation) is not { } mutant)
                break;
            mutants.Add(mutant);
        }

        if (mutants.Count == 0)
            return null;
        (Population.Member parent, Network network) = mutants.MaxBy(mutant => _model?.Predict(_features.Of(mutant.Network)) ?? 0);
        return new Proposal(network.Architecture) { Parents = [parent.Number], Operator = "mutate", Tries = network.Tries };
    }

    protected override void Learn(Trial trial)
    {
        double? score = trial.Score(Context.Objectives[0]);
        _scored += score is null ? 0 : 1;
        _learnt++;
        _history.Enqueue((_features.Of(Context.Space.Realise(trial.Proposal.Architecture)), score));
        if (_history.Count > _options.History)
            _history.Dequeue();
        if (_scored < _warmUp || _learnt < Growth * _fitted)
            return;
        _fitted = _learnt;
        RewardScale ranks = new();
        foreach ((_, double? known) in _history)
        {
            if (known is { } value)
                ranks.Add(value);
        }

        _model = new RidgeRegression(
            [.. _history.Select(trial => trial.Features)],
            [.. _history.Select(trial => trial.Score is { } value ? ranks.RewardOf(value) : 0)],
            _options.Ridge);
    }
}
