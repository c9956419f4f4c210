namespace Einspace.Sdk.Grammars;

/// <summary>
/// Two predicates of an architecture. The paper's own seed architectures are executable, not all derivable.
/// </summary>
/// <param name="IsDerivable">The grammar makes it: every production is allowed where it stands.</param>
/// <param name="IsExecutable">It runs: every production exists and every attribute rule can be computed.</param>
/// <param name="Reason">One sentence that says why either is false; null where both are true.</param>
public sealed record DerivationCheck(bool IsDerivable, bool IsExecutable, string? Reason);
