using Einspace.Sdk.Plugins;
using Einspace.Sdk.Search;

namespace Einspace.Strategies.AdaptiveMutation;

/// <summary>Exports <c>adaptive-mutation</c>.</summary>
[ExportStrategy("adaptive-mutation", Description = "Evolution that learns by Q-learning which kind of production to mutate, and into what (after HHNAS-AM, arXiv 2508.14946).")]
public sealed class AdaptiveMutationFactory : StrategyFactory<AdaptiveMutationOptions>
{
    /// <inheritdoc/>
    protected override int? Population(AdaptiveMutationOptions options, int trials) => options.SizeFor(trials).Population;

    /// <inheritdoc/>
    protected override ISearchStrategy Create(AdaptiveMutationOptions options, StrategyContext context) =>
        new AdaptiveMutationStrategy(options, context);
}
