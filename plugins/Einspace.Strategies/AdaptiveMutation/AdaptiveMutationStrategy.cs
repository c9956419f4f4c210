using Einspace.Sdk;
using Einspace.Sdk.Search;
using Einspace.Strategies.Evolution;

namespace Einspace.Strategies.AdaptiveMutation;

/// <summary>
/// Evolution that learns what to mutate: of some mutants drawn by the grammar's law it proposes the one whose mutation is of the kind
/// that improved most so far, in ranks; a share of the proposals goes on exploring.
/// </summary>
internal sealed class AdaptiveMutationStrategy(AdaptiveMutationOptions options, StrategyContext context)
    : EvolutionStrategy(context, options.Found(context.Trials), options.RepeatTries)
{
    private readonly MutationValues _values = new(options.LearningRate);
    private readonly RewardScale _scale = new();
    private readonly Dictionary<int, double> _scores = [];

    protected override Proposal? Evolve(RandomStream random, CancellationToken cancellation)
    {
        bool explores = random.NextDouble() < options.Exploration;
        List<(Population.Member Parent, Network Network, MutationKind? Kind)> mutants = [];
        for (int i = 0; i < (explores ? 1 : options.Mutants); i++)
        {
            if (Mutate(random, cancellation) is not var (parent, network))
                break;
            mutants.Add((parent, network, MutationKind.Between(parent.Architecture, network.Architecture)));
        }

        if (mutants.Count == 0)
            return null;
        var chosen = mutants.MaxBy(mutant => mutant.Kind is { } kind ? _values.Of(kind) : 0);
        return new Proposal(chosen.Network.Architecture)
        {
            Parents = [chosen.Parent.Number], Operator = "mutate", Tries = chosen.Network.Tries, Tag = chosen.Kind?.ToString(),
        };
    }

    protected override void Learn(Trial trial)
    {
        double? score = trial.Score(Context.Objectives[0]);
        if (score is { } value)
        {
            _scale.Add(value);
            _scores.Add(trial.Number, value);
        }

        if (MutationKind.Parse(trial.Proposal.Tag) is { } kind && _scores.TryGetValue(trial.Proposal.Parents[0], out double parent))
            _values.Learn(kind, (score is { } reached ? _scale.RewardOf(reached) : 0) - _scale.RewardOf(parent));
    }
}
