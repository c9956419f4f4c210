namespace Einspace.Sdk.Grammars.Engine;

/// <summary>A node of a flat derivation; nodes stand in pre-order.</summary>
/// <param name="Production">Index of its production.</param>
/// <param name="Parent">Index of its parent; −1 at the root.</param>
/// <param name="Slot">The parent's slot in which it stands.</param>
/// <param name="Count">How many copies of it there are.</param>
/// <param name="End">Index of the first node after its subtree.</param>
internal record struct DerivationRecord(int Production, int Parent, int Slot, int Count, int End);
