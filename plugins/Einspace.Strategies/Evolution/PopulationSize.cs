using Einspace.Sdk;

namespace Einspace.Strategies.Evolution;

/// <summary>How many members a population has, and how many of them a tournament draws.</summary>
internal readonly record struct PopulationSize(int Population, int Tournament)
{
    /// <summary>Takes what the options give, and defaults that scale with the budget.</summary>
    /// <param name="population">The option; null takes clamp(trials / 10, 8, 100), but no more than half the trials, and 2 at least.</param>
    /// <param name="tournament">The option; null takes max(2, population / 10).</param>
    /// <param name="trials">The study's trials.</param>
    /// <param name="turnsOver">Whether children replace the founders. All of them are replaced once by as many trials again.</param>
    /// <exception cref="InputException">The population cannot turn over once, or the tournament is larger than it.</exception>
    public static PopulationSize Of(int? population, int? tournament, int trials, bool turnsOver = true)
    {
        int half = trials / 2;
        int members = population ?? Math.Max(2, Math.Min(half, Math.Clamp(trials / 10, 8, 100)));
        int drawn = tournament ?? Math.Clamp(members / 10, Math.Min(2, members), members);
        if (drawn > members)
            throw new InputException($"strategy.tournament is {drawn}, expected at most the population of {members}.");
        if (turnsOver && population > half)
        {
            throw new InputException(half == 0
                ? $"strategy.population is {population}, but the study has one trial: no population turns over before two."
                : $"strategy.population is {population}, expected at most {half}, half of the study's {trials} trials: a larger one cannot turn over once.");
        }

        if (population > trials)
            throw new InputException($"strategy.population is {population}, expected at most the {trials} trials of the study: a larger one never evolves.");
        return new PopulationSize(members, drawn);
    }
}
