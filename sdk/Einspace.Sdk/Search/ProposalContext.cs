namespace Einspace.Sdk.Search;

/// <summary>What a strategy is given for one proposal.</summary>
/// <param name="Number">The number that the trial will have.</param>
/// <param name="Random">Randomness of this proposal alone, derived from the study's seed and the trial's number.</param>
/// <param name="Outstanding">How many trials wait for their evaluation or are evaluated now; paused ones are not among them.</param>
public sealed record ProposalContext(int Number, RandomStream Random, int Outstanding);
